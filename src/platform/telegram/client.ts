import type { ApiMethods } from '@grammyjs/types'
import { type Dispatcher, Pool } from 'undici'
import type { CounterOf, Metrics } from '../ops/metrics.ts'
import { type ErrorParameters, TelegramError, TelegramUnreachable } from './errors.ts'
import { exchange } from './exchange.ts'
import { bodyOf } from './upload.ts'

type Methods = ApiMethods<unknown>
type Parameters<M extends keyof Methods> = Methods[M] extends (args: infer A) => unknown ? A : object
type Result<M extends keyof Methods> = Methods[M] extends (...args: never[]) => infer R ? R : never

export interface CallOptions {
  timeoutMs?: number
  signal?: AbortSignal
  /** Nobody wants to know more than that Telegram has done it: resolves to `undefined`, and the answer is not taken apart. */
  unread?: boolean
}

/** One bot's way to the Bot API. Throws `TelegramError` when Telegram refuses, `TelegramUnreachable` when no answer came. */
export interface Telegram {
  /** The bot's own id: the digits before the colon of its token. */
  readonly id: number
  call<M extends keyof Methods>(method: M, parameters: Parameters<M>, options?: CallOptions): Promise<Result<M>>
  /** Any method by name, with the parameters as JSON text; a file in them (`upload.ts`) is uploaded. */
  post(method: string, json: string, options?: CallOptions): Promise<unknown>
  close(): Promise<void>
}

export interface TelegramOptions {
  apiRoot: string
  token: string
  metrics: Metrics
  connections?: number
}

const ANSWER_MS = 10_000
const JSON_HEADERS = { 'content-type': 'application/json' }
/** A file may take longer on its way. */
const UPLOAD_MS = 60_000

/**
 * undici's pool instead of a bot framework's client: of grammY's 589 µs per update about 375 are its HTTP call,
 * undici needs 87 (docs/decisions/003). Types are grammY's.
 */
export function createTelegram({ apiRoot, token, metrics, connections = 100 }: TelegramOptions): Telegram {
  const root = new URL(apiRoot)
  const prefix = `${root.pathname.replace(/\/$/, '')}/bot${token}/`
  const pool = new Pool(root.origin, { connections, keepAliveTimeout: 30_000, connect: { timeout: 5_000 } })
  const requests: CounterOf<'method' | 'code'> = metrics.counter('telegram_requests_total', 'Calls of the Bot API', [
    'method',
    'code',
  ])
  async function post(method: string, json: string, { timeoutMs, signal, unread = false }: CallOptions = {}) {
    const { type, body: sent } = bodyOf(json)
    const isJson = typeof sent === 'string'
    const patience = timeoutMs ?? (isJson ? ANSWER_MS : UPLOAD_MS)
    try {
      const request = {
        path: prefix + method,
        method: 'POST',
        headers: isJson ? JSON_HEADERS : { 'content-type': type },
        body: sent,
        // undici's own timeouts: a signal and a timer for each call would cost 10 µs more.
        headersTimeout: patience,
        bodyTimeout: patience,
      } as const
      const { status, body } = signal ? await abortable(request, signal) : await exchange(pool, request)
      requests.add(1, { method, code: String(status) })
      if (unread && status === 200 && body.startsWith(DONE)) return undefined
      const envelope = read(body)
      if (envelope?.ok) return envelope.result
      if (!envelope) {
        throw new TelegramUnreachable(method, `answer ${status} without JSON`, status >= 500)
      }
      throw new TelegramError(method, envelope.error_code ?? status, envelope.description ?? '', envelope.parameters)
    } catch (error) {
      if (error instanceof TelegramError || error instanceof TelegramUnreachable) throw error
      requests.add(1, { method, code: 'none' })
      throw new TelegramUnreachable(method, reasonOf(error), !NEVER_SENT.test(codeOf(error)))
    }
  }
  async function abortable(request: Dispatcher.RequestOptions, signal: AbortSignal) {
    const answer = await pool.request({ ...request, signal })
    return { status: answer.statusCode, body: await answer.body.text() }
  }
  return {
    id: Number(token.split(':')[0]),
    post,
    call: (method, parameters, options) => post(method, JSON.stringify(parameters), options) as never,
    close: () => pool.destroy(),
  }
}

const DONE = '{"ok":true,'

interface Envelope {
  ok: boolean
  result?: unknown
  error_code?: number
  description?: string
  parameters?: ErrorParameters
}

function read(body: string): Envelope | undefined {
  try {
    const envelope = JSON.parse(body)
    return typeof envelope === 'object' && envelope !== null && typeof envelope.ok === 'boolean' ? envelope : undefined
  } catch {
    return undefined
  }
}

const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Never the error's own message: a client error may carry the URL, and the URL carries the token. */
const reasonOf = (error: unknown) => codeOf(error) || (error instanceof Error ? error.name : 'failed')
