import type { FastifyRequest } from 'fastify'
import { ApiError, badRequest } from './errors.ts'
import { Params, type Upload } from './params.ts'

const PARAMETERS_LIMIT = 1024 * 1024

/** Parameters from the query string and from a JSON, urlencoded or multipart body; names in any case. */
export async function readParams(request: FastifyRequest): Promise<Params> {
  const values = new Map<string, string>()
  const files = new Map<string, Upload>()
  const [, query = ''] = (request.raw.url ?? '').split(/\?(.*)/s)
  for (const [name, value] of new URLSearchParams(query)) values.set(name.toLowerCase(), value)
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === 'field') values.set(part.fieldname.toLowerCase(), String(part.value))
      else
        files.set(part.fieldname, { name: fileName(part.filename), mime: part.mimetype, bytes: await part.toBuffer() })
    }
  } else if (Buffer.isBuffer(request.body) && request.body.length > 0) {
    const given = parseBody(request.headers['content-type'] ?? '', request.body.toString('utf8'))
    for (const [name, value] of given.values) values.set(name, value)
  }
  let size = 0
  for (const value of values.values()) size += value.length
  if (size > PARAMETERS_LIMIT) throw new ApiError(413, 'Request Entity Too Large: too many parameters')
  return new Params(values, files)
}

/** A body of text: JSON or a form, by its content type. */
export function parseBody(contentType: string, body: string): Params {
  const type = contentType.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json') return parseJson(body)
  if (type === 'application/x-www-form-urlencoded')
    return new Params(new Map([...new URLSearchParams(body)].map(([name, value]) => [name.toLowerCase(), value])))
  return new Params()
}

function parseJson(body: string): Params {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    throw badRequest("can't parse JSON object")
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw badRequest("can't parse JSON object: expected an Object")
  return Params.of(parsed as Record<string, unknown>)
}

/** Only the last part of a name, without control characters: it comes from outside and reaches pages and paths. */
export const fileName = (name: string | undefined) =>
  [...((name ?? '').split(/[\\/]/).at(-1) ?? '')]
    .filter((c) => c >= ' ' && c !== '\u007f')
    .join('')
    .slice(0, 128) || 'file'
