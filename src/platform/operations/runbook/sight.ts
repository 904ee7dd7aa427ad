import type { Queryable } from '../../db/database.ts'
import type { AtTelegram } from '../../updates/fleet.ts'
import type { Post } from '../posts.ts'
import { recentErrors, type Trouble } from '../recent-errors.ts'
import { type BotStatus, statusOf } from '../status.ts'

/** All that the steps look at, gathered once: what they say of it is pure. */
export interface Sight {
  now: Date
  status: BotStatus
  /** Errors of the last hour, newest first, at most `MOST_ERRORS`. */
  errors: readonly Trouble[]
  /** Processes that were seen sending in the last half minute. */
  processes: number
  /** What Telegram says, why it could not be asked, or that nobody has. */
  telegram: AtTelegram | { readonly failed: string } | undefined
  /** Takes secrets and control characters out of what is quoted. */
  safe(text: string): string
}

const MOST_ERRORS = 100
const HOUR_MS = 3_600_000
const SEEN_MS = 30_000

/** The part of it that the database knows. */
export async function lookAt(
  target: Queryable,
  post: Post,
  now: Date,
): Promise<Pick<Sight, 'now' | 'status' | 'errors' | 'processes'>> {
  const [status] = await statusOf(target, [post], now)
  const errors = await recentErrors(target, { bot: post.bot, most: MOST_ERRORS })
  const { rows } = await target.query<{ n: number }>(
    'select count(*) as n from posthouse.senders where seen_at > $1::timestamptz',
    [new Date(now.getTime() - SEEN_MS)],
  )
  return {
    now,
    status: status!,
    errors: errors.filter(({ at }) => at.getTime() > now.getTime() - HOUR_MS),
    processes: rows[0]?.n ?? 0,
  }
}
