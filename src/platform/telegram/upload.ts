import { randomUUID } from 'node:crypto'

/** A text file that is made here and sent as a document. */
export interface TextFile {
  /** With its ending, as the person will find it among their downloads. */
  readonly name: string
  readonly text: string
  /** `text/plain` when left out. */
  readonly type?: string
}

/** Where a payload carries a file: it stands in the outbox like any other call, and becomes an upload when it is sent. */
export const FILE = '$file'

export interface Body {
  readonly type: string
  readonly body: string | Buffer
}

/** How a call's parameters travel: as JSON, or with a file as parts of a form. */
export function bodyOf(json: string): Body {
  // A value that says this has its quotes escaped; only a key looks like that.
  if (!json.includes(`"${FILE}":`)) return { type: 'application/json', body: json }
  const { [FILE]: file, ...parameters } = JSON.parse(json) as Record<string, unknown>
  const boundary = `posthouse-${randomUUID()}`
  const part = (about: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${about}\r\n\r\n${value}\r\n`
  const fields = Object.entries(parameters).map(([name, value]) =>
    part(`name="${name}"`, typeof value === 'string' ? value : JSON.stringify(value)),
  )
  const { name, text, type = 'text/plain' } = file as TextFile
  const sent = part(
    `name="document"; filename="${name.replaceAll(/["\\\r\n]/g, '_')}"\r\nContent-Type: ${type}; charset=utf-8`,
    text,
  )
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.from(`${fields.join('')}${sent}--${boundary}--\r\n`),
  }
}
