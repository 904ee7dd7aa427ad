import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  // Mini Apps: those of this machine, and real ones after a question.
  'frame-src http://localhost:* http://127.0.0.1:* https:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The built page at `/`; while it is not built, a few words saying how. */
export async function page(app: FastifyInstance, folder: string | undefined) {
  const root = folder === undefined ? undefined : resolve(folder)
  if (root && existsSync(root)) {
    await app.register(fastifyStatic, {
      root,
      setHeaders: (response) => {
        void response.header('content-security-policy', POLICY)
      },
    })
    return
  }
  app.get('/', async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send('Posthouse simulator. Its page is not built yet: run `npm run build:web`, then start again.\n'),
  )
}
