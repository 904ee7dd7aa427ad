import { type Clock, minutes } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import { TelegramError } from '../telegram/errors.ts'

export interface ConflictOptions {
  bot: string
  clock: Clock
  log: Log
  metrics: Metrics
  /** Told of a kind at most once in five minutes. */
  report(error: unknown): unknown
}

export interface Conflicts {
  /** Counts a 409 and resolves to the milliseconds to wait. */
  met(error: TelegramError): number
  /** A round was answered: the next conflict begins with the shortest pause. */
  over(): void
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
const ALARM_WITHIN_MS = minutes(5)
/** One more poller may be a restart elsewhere; a webhook does not go away by itself. */
const ALARM_AT = { poller: 3, webhook: 1 }

/** What to do, in the log where it is looked for. */
const ADVICE = {
  poller:
    'Somebody polls with this token and does not know our lease: another installation, a script, a laptop. Stop it; if nobody knows it, make a new token at @BotFather (/revoke). Polling goes on, and nothing is lost.',
  webhook:
    'A webhook is set for this token, so Telegram gives nothing to polling. Run with WEBHOOK_ENABLED=true, or call deleteWebhook (docs/operations.md, "Polling or webhook"). It is never removed by itself; polling goes on trying.',
}

export const isConflictOfPollers = (error: unknown): error is TelegramError =>
  error instanceof TelegramError && error.code === 409

/** Telegram lets one at a time ask for updates. A 409 is counted and told, and never ends polling. */
export function createConflicts({ bot, clock, log, metrics, report }: ConflictOptions): Conflicts {
  const all = metrics.counter('staffprobot_bot_polling_conflicts_total', 'getUpdates refused with 409, all bots')
  const byKind = metrics.counter(
    'bot_polling_conflicts_by_kind_total',
    'getUpdates ended by another poller, or refused because of a webhook',
    ['bot', 'kind'],
  )
  all.add(0)
  byKind.add(0, { bot, kind: 'poller' })
  byKind.add(0, { bot, kind: 'webhook' })
  let inRow = 0
  const known = {
    poller: { recent: [] as number[], alarmed: Number.NEGATIVE_INFINITY },
    webhook: { recent: [] as number[], alarmed: Number.NEGATIVE_INFINITY },
  }

  return {
    met(error) {
      const kind = /webhook/i.test(error.description) ? 'webhook' : 'poller'
      all.add(1)
      byKind.add(1, { bot, kind })
      const now = clock.monotonic()
      const mine = known[kind]
      mine.recent = [...mine.recent.filter((at) => now - at < ALARM_WITHIN_MS), now].slice(-ALARM_AT[kind])
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** inRow, LONGEST_PAUSE_MS)
      inRow += 1
      log.warn('polling_conflict', { bot, kind, message: error.description, pause_ms: pause })
      if (mine.recent.length === ALARM_AT[kind] && now - mine.alarmed >= ALARM_WITHIN_MS) {
        mine.alarmed = now
        log.error('polling_conflict_alert', error, { bot, kind, advice: ADVICE[kind] })
        void report(error)
      }
      return pause
    },
    over() {
      inRow = 0
    },
  }
}
