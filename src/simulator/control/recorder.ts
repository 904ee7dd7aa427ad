import { appendFileSync } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { World } from '../world/world.ts'

/** One line of a recording: what a person did over HTTP, what a bot was told, what a bot called and was answered. */
export type Line = { t: string } & (
  | { dir: 'act'; method: string; path: string; body?: unknown; files?: true }
  | { dir: 'update'; bot: string; update: unknown }
  | { dir: 'call'; bot: string; method: string; request: unknown; status?: number; response?: unknown }
)

/** Writes everything that happens as lines of JSON. No token is ever written. */
export function record(app: FastifyInstance, world: World, write: (line: string) => void) {
  const put = (line: Line) => write(`${withoutTokens(world, JSON.stringify(line))}\n`)
  const now = () => world.clock.now().toISOString()
  const named = (id: number) => world.bots.get(id)?.username ?? String(id)

  world.listeners.add((event) => {
    if (event.type === 'queued')
      put({ t: now(), dir: 'update', bot: event.bot.username, update: event.item.log.update })
    if (event.type !== 'call' || event.call.status === undefined) return
    const { at, bot, method, request, status, response } = event.call
    if (/^getupdates$/i.test(method)) return
    put({ t: at, dir: 'call', bot: named(bot), method, request, status, response })
  })

  app.addHook('preHandler', async (request: FastifyRequest) => {
    const { method, url } = request
    if (method === 'GET' || !/^\/sim\/(people|chats|world|faults|clock|bots|files|llm|sheets)\b/.test(url)) return
    const body = request.body === undefined ? {} : { body: request.body }
    put({ t: now(), dir: 'act', method, path: url, ...(request.isMultipart() ? { files: true } : body) })
  })
}

export const toFile = (file: string) => (line: string) => appendFileSync(file, line, { mode: 0o600 })

function withoutTokens(world: World, text: string): string {
  let clean = text
  for (const token of world.tokens.keys()) clean = clean.replaceAll(token, '<token>')
  return clean
}
