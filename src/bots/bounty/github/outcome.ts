import type { ZodType } from 'zod'
import { hours, minutes, seconds } from '#platform/bot.ts'
import type { Answer, Kept, Silence, Silent } from './port.ts'

/** One HTTP answer; `status` 0 when there was none, with the reason as `data`. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly data: unknown
}

const MOST_WAIT = hours(6)

/** Reads an HTTP answer the way GitHub means it. A 403 is never "forbidden" before its headers and message were read. */
export function answerOf<T>({ status, headers, data }: Reply, schema: ZodType<T>, now: Date, kept?: Kept): Answer<T> {
  if (status === 304 && kept) return unchanged(kept, schema)
  if (status === 200) {
    const read = schema.safeParse(data)
    if (read.success) return { kind: 'found', value: read.data, kept: keepable(headers.etag, read.data) }
    return silent('unreadable', typeof data === 'string' ? 'not JSON' : read.error.issues.map(fieldOf).join(', '))
  }
  if (status === 404 || status === 410 || status === 451) return { kind: 'missing', status }
  if (status === 401) return silent('unauthorized', 'GITHUB_TOKEN is not accepted', minutes(15))
  if (status === 403 || status === 429) return refused(status, headers, messageIn(data), now)
  if (status === 0) return silent('unreachable', textOf(data))
  return silent('failed', `status ${status}`)
}

/** Only what was understood is kept, and read again like an answer from outside. */
const keepable = (etag: string | undefined, value: unknown): Kept | undefined =>
  etag && etag.length <= 200 ? { etag, body: JSON.stringify(value) } : undefined

function unchanged<T>(kept: Kept, schema: ZodType<T>): Answer<T> {
  const read = schema.safeParse(jsonIn(kept.body))
  return read.success ? { kind: 'found', value: read.data, kept } : silent('unreadable', 'the answer that was kept')
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refused(status: number, headers: Reply['headers'], message: string, now: Date) {
  const after = Number(headers['retry-after'] ?? Number.NaN)
  if (Number.isFinite(after)) return silent('limited', message, bounded(seconds(after), seconds(1)))
  if (headers['x-ratelimit-remaining'] === '0') {
    const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN)
    if (!Number.isFinite(reset)) return vague(message)
    return silent('limited', message, bounded(seconds(reset) - now.getTime() + seconds(2), seconds(2)))
  }
  if (status === 429 || /secondary|abuse|rate limit/i.test(message)) return vague(message)
  return silent('forbidden', message, hours(1))
}

export const silent = (why: Silence, detail: string, wait?: number): Silent => ({
  kind: 'silent',
  why,
  detail: detail.slice(0, 300),
  wait,
})

/** A limit without an end: a minute at least, longer each time (`moves/heed-github.ts`). */
const vague = (message: string): Silent => ({ ...silent('limited', message, minutes(1)), vague: true })

const bounded = (ms: number, least: number) => Math.min(Math.max(ms, least), MOST_WAIT)

const fieldOf = ({ path, message }: { path: PropertyKey[]; message: string }) => `${path.join('.')}: ${message}`

const messageIn = (data: unknown) =>
  textOf(typeof data === 'object' && data !== null && 'message' in data ? data.message : data)

/** What is no text is shown as JSON: objects from outside may have anything for their `toString`. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
