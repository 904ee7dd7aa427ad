import type { Queryable } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import type { CounterOf, Metrics } from '../ops/metrics.ts'
import type { Telegram } from '../telegram/client.ts'
import { attempt } from './attempt.ts'
import type { Limits } from './limits.ts'
import type { Finished } from './record.ts'
import type { Ready } from './rows.ts'
import type { Outcome } from './send.ts'
import { createSlots } from './slots.ts'
import type { Tenure } from './tenure.ts'

export interface DeliveryOptions {
  database: Queryable
  clock: Clock
  log: Log
  metrics: Metrics
  bots: ReadonlyMap<string, Telegram>
  limits: Limits
  tenure: Tenure
  ambiguous: CounterOf<never>
  mostInFlight: number
}

/** For whom a row is delivered. */
interface Carrier {
  /** The number of the tenure under which it has the row. */
  tenure: number
  failures: number
  /** The row that is being sent. */
  current?: Ready
}

/** The row has to wait for its next try. */
export interface Again {
  /** Milliseconds. */
  again: number
  failures: number
}

const GIVE_UP_MS = 24 * 3_600_000
const LONGEST_BACKOFF_S = 60
const ALARM_MS = 30_000

/** Makes the call of one row and reads what became of it. `lost`: others have the row by now. */
export function createDelivery(options: DeliveryOptions) {
  const { database, clock, log, metrics, bots, limits, tenure, ambiguous } = options
  const slots = createSlots(options.mostInFlight)
  const waits = metrics.histogram(
    'telegram_retry_after_seconds',
    'Pauses that Telegram asked for',
    [],
    [1, 5, 15, 60, 300],
  )
  const replies = metrics.histogram(
    'bot_update_to_reply_seconds',
    'From an update to its delivered answer',
    ['bot'],
    [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 60],
  )

  return async (carrier: Carrier, row: Ready): Promise<Finished | Again | 'lost'> => {
    if (row.state === 1) {
      ambiguous.add(1)
      return { row, state: 4, error: 'in flight when its sender died' }
    }
    const free = slots.tryTake() ?? (await slots.take(row.priority))
    carrier.current = row
    try {
      if (!tenure.holds()) await tenure.confirm()
      if (carrier.tenure !== tenure.number()) return 'lost'
      if (row.preferSilence && !(await isMarked(row))) return 'lost'
      const outcome = await attempt(database, bots.get(row.bot)!, row)
      return outcome.kind === 'sent' ? sent(row, outcome.result) : await otherwise(carrier, row, outcome)
    } finally {
      free()
    }
  }

  /** For a row that prefers silence: that it is on its way is written down before it leaves. */
  async function isMarked(row: Ready): Promise<boolean> {
    if (!(await mark(row, 0, 1))) return false
    if (tenure.holds()) return true
    // The database took its time: the row may be sent by whoever has it now, not by us.
    await mark(row, 1, 0)
    return false
  }

  /** False when the row is not in that state any more. */
  async function mark({ id }: Ready, from: 0 | 1, to: 0 | 1): Promise<boolean> {
    const { count } = await database.query('update posthouse.outbox set state = $3 where id = $1 and state = $2', [
      id,
      from,
      to,
    ])
    return count === 1
  }

  function sent(row: Ready, result: unknown): Finished {
    if (row.answers) replies.observe((clock.now().getTime() - row.answers.getTime()) / 1000, { bot: row.bot })
    return { row, state: 2, result }
  }

  async function otherwise(
    carrier: Carrier,
    row: Ready,
    outcome: Exclude<Outcome, { kind: 'sent' }>,
  ): Promise<Finished | Again> {
    const now = clock.now()
    switch (outcome.kind) {
      case 'failed':
        log.warn('telegram_refused', { bot: row.bot, method: row.method, outbox: row.id, message: outcome.error })
        return { row, state: 3, error: outcome.error, blocked: outcome.blocked }
      case 'wait': {
        waits.observe(outcome.seconds)
        if (row.preferSilence) await mark(row, 1, 0)
        const wait = outcome.seconds * 1000
        limits.refused(row.bot, row.chat, clock.monotonic() + wait, clock.monotonic())
        return { again: wait, failures: carrier.failures }
      }
      case 'later': {
        if (outcome.perhaps) ambiguous.add(1)
        if (row.preferSilence && outcome.perhaps) return { row, state: 4, error: outcome.error }
        if (row.preferSilence) await mark(row, 1, 0)
        return later(carrier, row, outcome, now)
      }
    }
  }

  function later({ failures }: Carrier, row: Ready, outcome: Outcome & { kind: 'later' }, now: Date): Finished | Again {
    log.warn('telegram_unreachable', { bot: row.bot, method: row.method, outbox: row.id, message: outcome.error })
    if (now.getTime() - row.createdAt.getTime() > GIVE_UP_MS) {
      return { row, state: 3, error: `given up after a day: ${outcome.error}` }
    }
    const wait = Math.min(2 ** failures, LONGEST_BACKOFF_S) * 1000
    if (outcome.alarming) limits.pause(row.bot, clock.monotonic() + ALARM_MS)
    return { again: wait, failures: Math.min(failures + 1, 10) }
  }
}
