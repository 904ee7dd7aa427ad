import type { Queryable } from '../db/database.ts'
import { type Clock, seconds } from '../ops/clock.ts'
import type { Check } from '../ops/health.ts'

const OLDEST_S = 120

/**
 * A door whose updates wait for longer than two minutes takes no more of them: they are as safe with Telegram. The question is
 * for any such update, not for the oldest: a backlog of a million rows must not be read at every probe.
 */
export const backlogCheck =
  (database: Queryable, clock: Clock, bots: readonly string[]): Check =>
  async () => {
    const { rows } = await database.query(
      'select 1 from posthouse.inbox where state = 0 and bot = any($1::text[]) and received_at < $2 limit 1',
      [bots, new Date(clock.now().getTime() - seconds(OLDEST_S))],
    )
    return rows.length === 0 ? undefined : `updates have been waiting for more than ${OLDEST_S} s`
  }
