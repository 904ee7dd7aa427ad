import type { IncomingMessage } from 'node:http'

/** The body is larger than it may be. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/** All of a request's body. Rejects with `TooLarge` as soon as that is known, and when the caller goes away before its end. */
export function bodyOf(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) return reject(new TooLarge())
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) reject(new TooLarge())
      else chunks.push(chunk)
    })
    request.on('end', () => {
      const [first] = chunks
      resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks))
    })
    request.on('error', reject)
  })
}
