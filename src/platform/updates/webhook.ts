import type { Update } from '@grammyjs/types'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Inbox } from './inbox.ts'
import { isSame } from './secret.ts'

export interface WebhookOptions {
  inbox: Inbox
  log: Log
  metrics: Metrics
  /** By bot name: the secrets Telegram may send, newest first. */
  secrets: ReadonlyMap<string, readonly string[]>
}

const HEADER = 'x-telegram-bot-api-secret-token'
export const MOST_BYTES = 1 << 20

const update = z.looseObject({ update_id: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER) })

/**
 * `POST /webhook/<bot>`, and `POST /webhook` when one bot runs. 200: the update is committed. 401: not Telegram.
 * 400: not an update. 413: over 1 MiB. 503: it could not be stored, send it again. The handler never runs in the request.
 */
export function webhookRoutes({ inbox, log, metrics, secrets }: WebhookOptions) {
  const requests = metrics.counter('webhook_requests_total', 'Requests at the webhook')
  const byStatus = metrics.counter('bot_webhook_requests_total', 'Requests at the webhook by bot and answer', [
    'bot',
    'status',
  ])
  requests.add(0)

  return async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, done) =>
      done(null, body),
    )

    app.addHook('onResponse', async (request, reply) => {
      requests.add(1)
      byStatus.add(1, { bot: botOf(request) ?? 'none', status: String(reply.statusCode) })
    })
    // Before the body is read: a stranger does not get to send a megabyte, nor to reach the parser.
    app.addHook('onRequest', async (request, reply) => {
      const wanted = secrets.get(botOf(request) ?? '')
      const given = request.headers[HEADER]
      if (!wanted || typeof given !== 'string' || !wanted.some((secret) => isSame(given, secret))) {
        return reply.code(401).header('connection', 'close').send()
      }
    })
    app.post('/webhook/:bot', accept)
    if (secrets.size === 1) app.post('/webhook', accept)
  }

  function botOf(request: FastifyRequest): string | undefined {
    const { bot } = (request.params ?? {}) as { bot?: string }
    return bot ?? (secrets.size === 1 ? [...secrets.keys()][0] : undefined)
  }

  async function accept(request: FastifyRequest, reply: FastifyReply) {
    const raw = String(request.body ?? '')
    const parsed = update.safeParse(json(raw))
    if (!parsed.success) return reply.code(400).send({ error: 'The body is not an update of the Bot API.' })
    try {
      await inbox.accept({ bot: botOf(request)!, update: parsed.data as unknown as Update, raw })
      return reply.code(200).send()
    } catch (error) {
      log.error('webhook_not_stored', error, { bot: botOf(request) })
      return reply
        .code(503)
        .header('retry-after', '1')
        .send({ error: 'The update could not be stored; send it again.' })
    }
  }
}

function json(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
