import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Deliveries } from '../jobs/deliveries.ts'
import type { WebhookHeaders } from '../jobs/webhook.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'

export interface WebhookRoutesOptions {
  deliveries: Deliveries
  log: Log
  metrics: Metrics
}

/**
 * `POST /webhooks/<name>`, for systems other than Telegram. 202: committed, or known already. 400: not a delivery. 401: not
 * who it claims to be. 404: no such webhook, or it is not in use. 413: over 1 MiB. 415: not JSON. 503: it could not be
 * written and nothing of it was; send it again.
 */
export function webhookRoutes({ deliveries, log, metrics }: WebhookRoutesOptions) {
  const answers = metrics.counter('webhook_deliveries_total', 'Requests of other systems, by webhook and answer', [
    'webhook',
    'status',
  ])
  return async (app: FastifyInstance) => {
    // The signature is over the bytes: nobody may read them as anything else before.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const [name, take] of deliveries) {
      app.post(`/webhooks/${name}`, async ({ headers, body }, reply) => {
        try {
          const outcome = await take(flat(headers), Buffer.isBuffer(body) ? body : Buffer.alloc(0))
          return reply.code(outcome === 'accepted' ? 202 : outcome).send()
        } catch (error) {
          log.error('webhook_not_stored', error, { webhook: name })
          return reply.code(503).header('retry-after', '1').send()
        }
      })
    }
    app.addHook('onResponse', async ({ routeOptions }, reply) => {
      const webhook = routeOptions.url?.replace('/webhooks/', '')
      if (webhook) answers.add(1, { webhook, status: String(reply.statusCode) })
    })
  }
}

const flat = (headers: IncomingHttpHeaders): WebhookHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
