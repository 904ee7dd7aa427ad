/** Just enough HTTP/1.1 over raw sockets: the stand-in for Telegram must cost little beside the bot that is measured. */
export interface Message {
  /** The request line or the status line. */
  start: string
  head: string
  body: string
}

const HEAD_END = Buffer.from('\r\n\r\n')

/** Takes a stream as it comes and tells of every complete message in it. */
export function cutMessages(each: (message: Message) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (let found = firstIn(rest); found; found = firstIn(rest)) {
      rest = rest.subarray(found.end)
      each(found.message)
    }
  }
}

function firstIn(bytes: Buffer): { message: Message; end: number } | undefined {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  const start = head.slice(0, head.indexOf('\r\n') < 0 ? undefined : head.indexOf('\r\n'))
  const from = headEnd + HEAD_END.length
  if (/\r\ntransfer-encoding:\s*chunked/i.test(head)) {
    const chunks = chunksFrom(bytes, from)
    return chunks && { message: { start, head, body: chunks.body }, end: chunks.end }
  }
  const end = from + Number(/\r\ncontent-length:\s*(\d+)/i.exec(head)?.[1] ?? 0)
  return bytes.length < end ? undefined : { message: { start, head, body: bytes.toString('utf8', from, end) }, end }
}

function chunksFrom(bytes: Buffer, from: number): { body: string; end: number } | undefined {
  const parts: Buffer[] = []
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    const end = lineEnd + 2 + size
    if (bytes.length < end + 2) return undefined
    if (size === 0) return { body: Buffer.concat(parts).toString('utf8'), end: end + 2 }
    parts.push(bytes.subarray(lineEnd + 2, end))
    at = end + 2
  }
}

/** What a call of the Bot API carries, in whichever of the three forms a library sends it. */
export function parametersOf({ head, body }: Message, query: string): Record<string, unknown> {
  if (body.startsWith('{')) return JSON.parse(body) as Record<string, unknown>
  const boundary = /multipart\/form-data;\s*boundary="?([^"\r\n;]+)/i.exec(head)?.[1]
  if (!boundary) return Object.fromEntries(new URLSearchParams(body || query))
  const fields = body.split(`--${boundary}`).flatMap((part) => {
    const field = /name="([^"]+)"[\s\S]*?\r\n\r\n([\s\S]*)\r\n$/.exec(part)
    return field ? [[field[1]!, field[2]!] as const] : []
  })
  return Object.fromEntries(fields)
}
