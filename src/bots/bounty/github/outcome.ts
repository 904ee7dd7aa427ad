import type { ZodType } from 'zod'
import { hours, minutes, seconds } from '#platform/bot.ts'
import type { Answer, Silence } from './port.ts'

/** One HTTP answer; `status` 0 when there was none, with the reason as `data`. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly data: unknown
}

const MOST_WAIT = hours(6)

/** Reads an HTTP answer the way GitHub means it. A 403 is never "forbidden" before its headers and message were read. */
export function answerOf<T>({ status, headers, data }: Reply, schema: ZodType<T>, now: Date): Answer<T> {
  if (status === 200) {
    const read = schema.safeParse(data)
    if (read.success) return { kind: 'found', value: read.data }
    return silent('unreadable', typeof data === 'string' ? 'not JSON' : read.error.issues.map(fieldOf).join(', '))
  }
  if (status === 404 || status === 410 || status === 451) return { kind: 'missing', status }
  if (status === 401) return silent('unauthorized', 'GITHUB_TOKEN is not accepted', minutes(15))
  if (status === 403 || status === 429) return refused(status, headers, messageIn(data), now)
  if (status === 0) return silent('unreachable', String(data))
  return silent('failed', `status ${status}`)
}

function refused(status: number, headers: Reply['headers'], message: string, now: Date) {
  const after = Number(headers['retry-after'] ?? Number.NaN)
  if (Number.isFinite(after)) return silent('limited', message, bounded(seconds(after), seconds(1)))
  if (headers['x-ratelimit-remaining'] === '0') {
    const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN)
    const wait = Number.isFinite(reset) ? seconds(reset) - now.getTime() + seconds(2) : minutes(1)
    return silent('limited', message, bounded(wait, seconds(2)))
  }
  if (status === 429 || /secondary|abuse|rate limit/i.test(message)) return silent('limited', message, minutes(2))
  return silent('forbidden', message, hours(1))
}

const silent = (why: Silence, detail: string, wait?: number) =>
  ({ kind: 'silent', why, detail: detail.slice(0, 300), wait }) as const

const bounded = (ms: number, least: number) => Math.min(Math.max(ms, least), MOST_WAIT)

const fieldOf = ({ path, message }: { path: PropertyKey[]; message: string }) => `${path.join('.')}: ${message}`

const messageIn = (data: unknown) =>
  typeof data === 'object' && data !== null && 'message' in data ? String(data.message) : String(data)
