import type { FastifyRequest } from 'fastify'
import { Refused } from './errors.ts'
import type { Body } from './fields.ts'
import type { Recorded } from './hear.ts'

export interface Incoming {
  /** Throws what OpenAI says of a body that cannot be read. */
  body: () => Body
  file?: Recorded
  /** For the page: no key, no bytes. */
  shown: unknown
}

const UNREADABLE =
  "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble figuring out how to fix this, please contact us through our help center at help.openai.com.)"

/** A request's body: JSON, or a form with a file. */
export async function read({ body, headers }: FastifyRequest): Promise<Incoming> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  const type = headers['content-type'] ?? ''
  if (bytes.length === 0) return { body: () => ({}), shown: null }
  return type.startsWith('multipart/form-data') ? readForm(bytes, type) : readJson(bytes.toString('utf8'))
}

function readJson(text: string): Incoming {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { body: () => value as Body, shown: value }
  } catch {
    // told below
  }
  return { body: unreadable, shown: text }
}

async function readForm(bytes: Buffer, type: string): Promise<Incoming> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    const file = form.get('file')
    const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
    if (!(file instanceof File)) return { body: () => fields, shown: fields }
    const recorded = { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
    const shown = { ...fields, file: `${file.name}, ${recorded.bytes.length} bytes` }
    return { body: () => fields, file: recorded, shown }
  } catch {
    return { body: unreadable, shown: `a form that cannot be read, ${bytes.length} bytes` }
  }
}

const unreadable = (): never => {
  throw new Refused(400, UNREADABLE)
}
