import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type FastifyInstance, fastify } from 'fastify'
import type { Clock } from '../ops/clock.ts'
import type { Health } from '../ops/health.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'

export interface WebOptions {
  health: Health
  metrics: Metrics
  log: Log
  /** Routes of other rooms. */
  routes?: readonly ((app: FastifyInstance) => Promise<void>)[]
  /** Asked before the routes: answers a request and says true, or leaves it to them. The webhook's. */
  door?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
  /** Where `/` leads: the simulator's page while there is one. */
  home?: string | undefined
  patience?: Patience
}

/** How long a client may take, in milliseconds; afterwards it gets 408 and loses its connection. */
export interface Patience {
  /** For the head of a request. */
  headMs: number
  /** For all of it. */
  requestMs: number
  /** How often that is looked after. */
  lookMs: number
}

// A webhook of Telegram is a few kilobytes; Node's own look comes every 30 s only.
const PATIENCE: Patience = { headMs: 10_000, requestMs: 20_000, lookMs: 1_000 }
const SILENCE_MS = 60_000
const CLOSE_MS = 3_000
// Longer than a proxy keeps its side open (nginx: 60 s), so that no request meets a closing connection.
const KEEP_ALIVE_MS = 75_000

/** The public HTTP server: webhook, `/health` (alive), `/ready` (may be given work), `/metrics`. */
export function createWeb(options: WebOptions): FastifyInstance {
  const { health, metrics, log, routes = [], door, home } = options
  const { headMs, requestMs, lookMs } = options.patience ?? PATIENCE
  const app = fastify({
    bodyLimit: 1 << 20,
    ...connections(options.patience),
    serverFactory(route) {
      const server = createServer(
        { headersTimeout: headMs, connectionsCheckingInterval: lookMs },
        (request, response) => {
          if (door && health.draining()) response.setHeader('connection', 'close')
          if (!door?.(request, response)) route(request, response)
        },
      )
      server.requestTimeout = requestMs
      server.keepAliveTimeout = KEEP_ALIVE_MS
      server.setTimeout(SILENCE_MS)
      return server
    },
  })
  protect(app)
  // While it is stopping, who keeps a connection open is asked to come again on another one: perhaps to another process.
  app.addHook('onSend', async (_request, reply) => {
    if (health.draining()) reply.header('connection', 'close')
  })
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
  const app = fastify(connections())
  protect(app)
  app.get('/metrics', scrape(metrics))
  app.get('/', scrape(metrics))
  return app
}

/**
 * No new connections; idle ones are closed, what is under way is answered. Who takes longer than three seconds (a client that
 * never ends its request) is cut off.
 */
export async function closeDoor(app: FastifyInstance, clock: Clock): Promise<void> {
  const closed = new AbortController()
  const closing = app.close().finally(() => closed.abort())
  await clock.sleep(CLOSE_MS, closed.signal)
  app.server.closeAllConnections()
  await closing
}

const connections = ({ headMs, requestMs, lookMs } = PATIENCE) => ({
  http: { headersTimeout: headMs, connectionsCheckingInterval: lookMs },
  requestTimeout: requestMs,
  connectionTimeout: SILENCE_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  forceCloseConnections: 'idle' as const,
  // A request that still comes in on an open connection is served: there is no need to refuse what can be stored.
  return503OnClosing: false,
})

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
