import type { FastifyReply } from 'fastify'
import type { Clock } from '../clock.ts'
import type { Trouble } from './troubles.ts'

/** What a stand-in answers. One of `json`, `text`, `bytes` and `events` is the body. */
export interface StandInAnswer {
  status: number
  headers?: Record<string, string>
  json?: unknown
  text?: string
  bytes?: Buffer
  /** Server-sent events, as they are written. */
  events?: readonly string[]
  /** Milliseconds of the simulator's clock before the first byte. */
  wait?: number
  /** The connection breaks off when so many events are written, or in the middle of any other body. */
  breaksOff?: number | true
}

export const DEFAULT_SLOW = 10_000

/** Writes the answer, or what becomes of it on the way. */
export async function deliver(reply: FastifyReply, answer: StandInAnswer, trouble: Trouble | undefined, clock: Clock) {
  if (trouble?.kind === 'hang') return reply.hijack()
  if (trouble?.kind === 'drop-before' || trouble?.kind === 'drop-after') return broken(reply)
  const wait = (answer.wait ?? 0) + (trouble?.kind === 'slow' ? (trouble.ms ?? DEFAULT_SLOW) : 0)
  if (wait > 0 && !(await waited(reply, clock, wait))) return broken(reply)
  const { type, body } = content(answer)
  const bytes = trouble?.kind === 'bad-json' ? half(body) : body
  const stop = trouble?.kind === 'truncate' || answer.breaksOff !== undefined
  void reply.hijack()
  const out = reply.raw
  out.writeHead(answer.status, {
    'content-type': type,
    ...(answer.events ? { 'cache-control': 'no-cache' } : { 'content-length': bytes.length }),
    ...answer.headers,
  })
  if (!stop) return out.end(bytes)
  const sent = typeof answer.breaksOff === 'number' ? content(answer, answer.breaksOff).body : half(bytes)
  out.write(sent, () => out.destroy())
}

/** False when the client left, or the simulator closed, before. */
async function waited(reply: FastifyReply, clock: Clock, ms: number): Promise<boolean> {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  await clock.sleep(ms, gone.signal)
  return !gone.signal.aborted
}

function broken(reply: FastifyReply) {
  void reply.hijack()
  reply.raw.destroy()
  return reply
}

function content({ json, text, bytes, events, headers }: StandInAnswer, most?: number): { type: string; body: Buffer } {
  if (events) return { type: 'text/event-stream; charset=utf-8', body: Buffer.from(events.slice(0, most).join('')) }
  if (bytes) return { type: headers?.['content-type'] ?? 'application/octet-stream', body: bytes }
  if (text !== undefined) return { type: 'text/plain; charset=utf-8', body: Buffer.from(text) }
  return { type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(json ?? {})) }
}

const half = (bytes: Buffer) => bytes.subarray(0, Math.ceil(bytes.length / 2))

export const htmlPage: StandInAnswer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  text: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
}
