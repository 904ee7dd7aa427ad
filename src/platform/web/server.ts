import { type FastifyInstance, fastify } from 'fastify'
import type { Health } from '../ops/health.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'

export interface WebOptions {
  health: Health
  metrics: Metrics
  log: Log
  /** Routes of other rooms, such as the webhook's. */
  routes: readonly ((app: FastifyInstance) => Promise<void>)[]
  /** Where `/` leads: the simulator's page while there is one. */
  home?: string | undefined
}

/** The public HTTP server: webhook, `/health` (alive), `/ready` (may be given work), `/metrics`. */
export function createWeb({ health, metrics, log, routes, home }: WebOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: 1 << 20,
    requestTimeout: 30_000,
    // Longer than a proxy keeps its side open (nginx: 60 s), so that no request meets a closing connection.
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
  })
  protect(app)
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) log.error('request_failed', error)
    return reply.code(status).send({ error: status >= 500 ? 'Something went wrong on our side.' : error.message })
  })
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    const problems = await health.problems()
    const ready = Object.keys(problems).length === 0
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...(ready ? {} : { problems }) })
  })
  app.get('/metrics', scrape(metrics))
  if (home) app.get('/', async (_request, reply) => reply.redirect(home))
  for (const route of routes) void app.register(route)
  return app
}

/** Metrics alone, for a port that only the scraper reaches: at `/metrics` and at `/`. */
export function createMetricsServer(metrics: Metrics): FastifyInstance {
  const app = fastify({ forceCloseConnections: 'idle' })
  protect(app)
  app.get('/metrics', scrape(metrics))
  app.get('/', scrape(metrics))
  return app
}

const scrape =
  (metrics: Metrics) => async (_request: unknown, reply: { type(type: string): { send(text: string): unknown } }) => {
    const { type, text } = await metrics.scrape()
    return reply.type(type).send(text)
  }

function protect(app: FastifyInstance) {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  })
}
