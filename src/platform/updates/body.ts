import type { IncomingMessage } from 'node:http'

/** The body is larger than it may be. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

const NOTHING = Buffer.alloc(0)

/** All of a request's body. Rejects with `TooLarge` as soon as that is known, and when the caller goes away before its end. */
export async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw new TooLarge()
  const here: Buffer | null = request.read()
  if (!request.complete) return restOf(request, here ? [here] : [], mostBytes)
  if (here && here.length > mostBytes) throw new TooLarge()
  return here ?? NOTHING
}

function restOf(request: IncomingMessage, chunks: Buffer[], mostBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = chunks.reduce((sum, { length }) => sum + length, 0)
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) reject(new TooLarge())
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
    if (request.destroyed) reject(new Error('The caller has gone.'))
  })
}
