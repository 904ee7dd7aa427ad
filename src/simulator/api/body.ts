import { inflateSync, unzipSync } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { ApiError } from './errors.ts'
import { jsonParameters } from './json.ts'
import { Params, type Upload } from './params.ts'

const PARAMETERS_LIMIT = 1024 * 1024
const CONTENT_LIMIT = 60 * 1024 * 1024

/** Parameters from the query string and from a JSON, urlencoded or multipart body; of two with one name the first counts. */
export async function readParams(request: FastifyRequest): Promise<Params> {
  const values = new Map<string, string>()
  const files = new Map<string, Upload>()
  const add = (given: Iterable<[string, string]>) => {
    for (const [name, value] of given) if (!values.has(name)) values.set(name, value)
  }
  const [, query = ''] = (request.raw.url ?? '').split(/\?(.*)/s)
  add(new URLSearchParams(query))
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      const name = decoded(part.fieldname)
      if (part.type === 'file') {
        const upload = { name: fileName(decoded(part.filename)), mime: part.mimetype, bytes: await part.toBuffer() }
        if (!files.has(name)) files.set(name, upload)
      } else if (part.mimetype.startsWith('application/x-www-form-urlencoded'))
        add(new URLSearchParams(String(part.value)))
      else add([[name, String(part.value)]])
    }
  } else if (Buffer.isBuffer(request.body) && request.body.length > 0) {
    const body = unpacked(request.body, request.headers['content-encoding'])
    add(parseBody(request.headers['content-type'] ?? '', body.toString('utf8')).values)
  }
  limit(values, request.isMultipart())
  return new Params(values, files)
}

function limit(values: Map<string, string>, isForm: boolean) {
  let size = 0
  for (const [name, value] of values) size += name.length + Buffer.byteLength(value)
  if (size > PARAMETERS_LIMIT)
    throw new ApiError(413, `Request Entity Too Large: too many parameters${isForm ? ' in form data' : ''}`)
}

function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  const name = (encoding ?? '').toLowerCase()
  if (name === '') return body
  if (name !== 'gzip' && name !== 'deflate')
    throw new ApiError(415, 'Unsupported Media Type: unsupported content-encoding')
  const unpack = name === 'gzip' ? unzipSync : inflateSync
  try {
    return unpack(body, { maxOutputLength: CONTENT_LIMIT })
  } catch {
    throw new ApiError(400, 'Failed to decode the content')
  }
}

/** A body of text: JSON or a form, by its content type. A broken one is no error: what can be read of it counts. */
export function parseBody(contentType: string, body: string): Params {
  const type = contentType.toLowerCase()
  if (type.includes('application/x-www-form-urlencoded'))
    return new Params(new Map([...new URLSearchParams(body)].reverse()))
  return type.includes('application/json') ? new Params(jsonParameters(body)) : new Params()
}

function decoded(name: string | undefined): string {
  try {
    return decodeURIComponent(name ?? '')
  } catch {
    return name ?? ''
  }
}

/** Only the last part of a name, without control characters: it comes from outside and reaches pages and paths. */
export const fileName = (name: string | undefined) =>
  [...((name ?? '').split(/[\\/]/).at(-1) ?? '')]
    .filter((c) => c >= ' ' && c !== '\u007f')
    .join('')
    .slice(0, 128) || 'file'
