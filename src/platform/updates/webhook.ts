import type { Update } from '@grammyjs/types'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import { isDeeperThan } from './depth.ts'
import { createGuard, type Reason, type WebhookAuth } from './guard.ts'
import type { Inbox } from './inbox.ts'
import type { Key } from './secret.ts'

export interface WebhookOptions {
  inbox: Inbox
  clock: Clock
  log: Log
  metrics: Metrics
  /** By bot name: the secrets that are accepted. */
  secrets: ReadonlyMap<string, readonly Key[]>
  auth?: WebhookAuth
}

export const MOST_BYTES = 1 << 20
export const DEEPEST = 64

/**
 * `POST /webhook/<bot>`, and `POST /webhook` when one bot runs. 200: the update is committed. 401: not Telegram. 400: not an
 * update. 405: not POST. 409: this signature was used before. 413: over 1 MiB. 415: not plain JSON. 503: it could not be
 * stored, send it again. The handler never runs in the request.
 */
export function webhookRoutes({ inbox, clock, log, metrics, secrets, auth = 'telegram' }: WebhookOptions) {
  const guard = createGuard(auth, secrets)
  const only = secrets.size === 1 ? [...secrets.keys()][0] : undefined
  const requests = metrics.counter('webhook_requests_total', 'Requests at the webhook')
  const byStatus = metrics.counter('bot_webhook_requests_total', 'Requests at the webhook by bot and answer', [
    'bot',
    'status',
  ])
  const refused = metrics.counter('webhook_auth_failures_total', 'Requests at the webhook that were not let in', [
    'bot',
    'reason',
  ])
  requests.add(0)

  return async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers()
    const parseAs = guard.readsBody ? 'buffer' : 'string'
    app.addContentTypeParser('application/json', { parseAs, bodyLimit: MOST_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    app.addHook('onResponse', (request, reply, done) => {
      requests.add(1)
      byStatus.add(1, { bot: labelOf(request), status: String(reply.statusCode) })
      done()
    })
    // Before the body is read: a stranger does not get to send a megabyte, nor to reach the parser.
    app.addHook('onRequest', (request, reply, done) => {
      if (request.method !== 'POST') return void turnAway(reply.header('allow', 'POST'), 405)
      const reason = guard.atTheDoor(botOf(request), request.headers, clock.now().getTime())
      if (reason) return void refuse(request, reply, reason)
      if (isEncoded(request)) return void turnAway(reply, 415)
      done()
    })
    app.all('/webhook/:bot', accept)
    if (only !== undefined) app.all('/webhook', accept)
  }

  async function accept(request: FastifyRequest, reply: FastifyReply) {
    const bot = botOf(request)!
    const body = request.body as string | Buffer | undefined
    if (guard.readsBody) {
      const reason = guard.inside(bot, request.headers, bytesOf(body), clock.now().getTime())
      if (reason) return refuse(request, reply, reason)
    }
    const raw = String(body ?? '')
    const update = updateIn(raw)
    if (!update) return reply.code(400).send({ error: 'The body is not an update of the Bot API.' })
    try {
      await inbox.accept({ bot, update, raw })
      return reply.code(200).send()
    } catch (error) {
      log.error('webhook_not_stored', error, { bot })
      guard.forget(request.headers, clock.now().getTime())
      return reply
        .code(503)
        .header('retry-after', '1')
        .send({ error: 'The update could not be stored; send it again.' })
    }
  }

  function botOf(request: FastifyRequest): string | undefined {
    return (request.params as { bot?: string } | undefined)?.bot ?? only
  }

  /** Anybody can ask for any name: only ours become a series. */
  function labelOf(request: FastifyRequest): string {
    const bot = botOf(request)
    return bot !== undefined && secrets.has(bot) ? bot : 'none'
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, reason: Reason) {
    refused.add(1, { bot: labelOf(request), reason })
    return turnAway(reply, reason === 'replayed' ? 409 : 401)
  }
}

const bytesOf = (body: string | Buffer | undefined) => (Buffer.isBuffer(body) ? body : Buffer.from(body ?? ''))

/** Without a word, and without reading what else the caller has to send. */
const turnAway = (reply: FastifyReply, status: number) => reply.code(status).header('connection', 'close').send()

function isEncoded({ headers }: FastifyRequest): boolean {
  const encoding = headers['content-encoding']
  return encoding !== undefined && encoding !== 'identity'
}

function updateIn(raw: string): Update | undefined {
  if (isDeeperThan(raw, DEEPEST)) return undefined
  try {
    const value = JSON.parse(raw)
    const id = value?.update_id
    return typeof value === 'object' && !Array.isArray(value) && Number.isSafeInteger(id) && id >= 0 ? value : undefined
  } catch {
    return undefined
  }
}
