import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Update } from '@grammyjs/types'
import type { Clock } from '../ops/clock.ts'
import { gathered } from '../ops/gather.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import { bodyOf, TooLarge } from './body.ts'
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

interface Caller {
  bot: string
  request: IncomingMessage
  response: ServerResponse
}

/** Answers a request and says true, or leaves it to others. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean

export const MOST_BYTES = 1 << 20
export const DEEPEST = 64

const PATH = /^\/webhook(?:\/([^/?#]*))?\/?(?:\?.*)?$/

/**
 * `POST /webhook/<bot>`, and `POST /webhook` when one bot runs. 200: the update is committed. 401: not Telegram. 400: not an
 * update. 405: not POST. 409: this signature was used before. 413: over 1 MiB. 415: not plain JSON. 503: it could not be
 * stored, send it again. The handler never runs in the request.
 * A plain handler before the web framework's: its routes, hooks and parsers cost 45 µs of the 200 that an update costs (decision 010).
 */
export function webhookDoor({ inbox, clock, log, metrics, secrets, auth = 'telegram' }: WebhookOptions): Door {
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
  const enter = gathered<Caller>((caller) => void receive(caller))
  /** As Telegram asks for them. */
  const doors = new Map([...secrets.keys()].map((bot) => [`/webhook/${bot}`, bot]))

  return (request, response) => {
    const { url = '' } = request
    const bot = doors.get(url) ?? botIn(url)
    if (bot === undefined) return false
    enter({ bot, request, response })
    return true
  }

  function botIn(url: string): string | undefined {
    const path = PATH.exec(url)
    return path ? (path[1] ?? only) : undefined
  }

  async function receive({ bot, request, response }: Caller): Promise<void> {
    const answer = (status: number, error?: string, headers: OutgoingHttpHeaders = {}) => {
      requests.add(1)
      // Anybody can ask for any name: only ours become a series.
      byStatus.add(1, { bot: secrets.has(bot) ? bot : 'none', status: String(status) })
      send(response, status, error, headers)
    }
    const refuse = (reason: Reason) => {
      refused.add(1, { bot: secrets.has(bot) ? bot : 'none', reason })
      answer(reason === 'replayed' ? 409 : 401, undefined, CLOSE)
    }
    try {
      // Before the body is read: a stranger does not get to send a megabyte, nor to reach the parser.
      if (request.method !== 'POST') return answer(405, undefined, { ...CLOSE, allow: 'POST' })
      const stranger = guard.atTheDoor(bot, request.headers, clock.now().getTime())
      if (stranger) return refuse(stranger)
      if (!isPlainJson(request)) return answer(415, undefined, CLOSE)
      const body = await bodyOf(request, MOST_BYTES)
      const forged = guard.readsBody ? guard.inside(bot, request.headers, body, clock.now().getTime()) : undefined
      if (forged) return refuse(forged)
      const update = updateIn(body.toString())
      if (!update) return answer(400, 'The body is not an update of the Bot API.')
      try {
        await inbox.accept({ bot, update })
      } catch (error) {
        log.error('webhook_not_stored', error, { bot })
        guard.forget(request.headers, clock.now().getTime())
        return answer(503, 'The update could not be stored; send it again.', { 'retry-after': '1' })
      }
      answer(200)
    } catch (error) {
      if (error instanceof TooLarge) return answer(413, undefined, CLOSE)
      // The caller has gone before its request was whole: nobody is there to be answered.
      if (!request.complete) return
      log.error('request_failed', error)
      answer(500)
    }
  }
}

/** Without reading what else the caller has to send. */
const CLOSE = { connection: 'close' }
const PROTECTING = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}
const EMPTY = { 'content-length': '0' }

function send(response: ServerResponse, status: number, error: string | undefined, headers: OutgoingHttpHeaders) {
  if (status === 200) {
    response.writeHead(200, EMPTY).end()
    return
  }
  const body = error === undefined ? '' : JSON.stringify({ error })
  const type = body === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }
  response
    .writeHead(status, { ...PROTECTING, ...headers, ...type, 'content-length': String(Buffer.byteLength(body)) })
    .end(body)
}

const JSON_TYPE = /^application\/json\s*(;|$)/i

function isPlainJson({ headers }: IncomingMessage): boolean {
  const encoding = headers['content-encoding']
  return (encoding === undefined || encoding === 'identity') && JSON_TYPE.test(headers['content-type'] ?? '')
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
