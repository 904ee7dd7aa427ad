import type { Update } from '@grammyjs/types'
import type { Clock } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { Part } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Telegram } from '../telegram/client.ts'
import { createConflicts, isConflictOfPollers } from './conflicts.ts'
import type { Inbox } from './inbox.ts'
import type { Tenure } from './tenure.ts'

export interface PollingOptions {
  bot: string
  telegram: Telegram
  inbox: Inbox
  clock: Clock
  log: Log
  metrics: Metrics
  /** Update types asked for. */
  allowed: readonly string[]
  /** Seconds a call waits for something to happen. */
  longPoll?: number
  /** Told when somebody else polls with our token, beside the log. */
  report?(error: unknown): unknown
}

export interface Polling extends Part {
  /** Without a tenure, as if nobody else could poll. */
  run(signal: AbortSignal, tenure?: Pick<Tenure, 'isOurs' | 'renew' | 'beat'>): Promise<void>
}

const MOST_UPDATES = 100
const LONGEST_PAUSE_MS = 30_000
/** A server that does not hold an empty call would be asked 1,400 times a second. */
const SHORTEST_ROUND_MS = 250

const ALONE = { isOurs: () => true, renew: async () => true, beat: () => undefined }

/**
 * Asks Telegram for updates. A batch is committed to the inbox before the next offset tells Telegram to forget it, so
 * no crash and no second poller can lose or double anything. A conflict is counted and never ends the loop.
 */
export function createPolling({
  bot,
  telegram,
  inbox,
  clock,
  log,
  metrics,
  allowed,
  longPoll = 15,
  report = () => undefined,
}: PollingOptions): Polling {
  const conflicts = createConflicts({ bot, clock, log, metrics, report })
  return {
    name: `polling ${bot}`,
    async run(signal, tenure = ALONE) {
      let offset: number | undefined
      let failures = 0
      let isFirst = true
      // A process that was stopped for a minute wakes up here: it must not ask before it has looked whether it still may.
      while (!signal.aborted && tenure.isOurs()) {
        try {
          const asked = clock.monotonic()
          // The first round does not wait for updates: it shows at once that Telegram answers us.
          const updates = await ask(offset, isFirst ? 0 : longPoll, signal)
          isFirst = false
          tenure.beat()
          conflicts.over()
          failures = 0
          if (updates.length === 0) {
            if (clock.monotonic() - asked < SHORTEST_ROUND_MS) await clock.sleep(SHORTEST_ROUND_MS, signal)
            continue
          }
          await inbox.acceptAll(updates.map((update) => ({ bot, update })))
          offset = Math.max(...updates.map((update) => update.update_id)) + 1
        } catch (error) {
          if (signal.aborted) break
          if (isConflictOfPollers(error)) {
            const pause = conflicts.met(error)
            if (await tenure.renew()) await clock.sleep(pause, signal)
            continue
          }
          failures += 1
          log.warn('polling_failed', { bot, message: messageOf(error) })
          await clock.sleep(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS), signal)
        }
      }
      // Only what is committed is confirmed; without this the next process would be given the last batch again.
      if (offset !== undefined && tenure.isOurs()) {
        await telegram.call('getUpdates', { offset, limit: 1, timeout: 0 }, { timeoutMs: 2_000 }).catch(() => undefined)
      }
    },
  }

  async function ask(offset: number | undefined, timeout: number, signal: AbortSignal): Promise<Update[]> {
    const parameters = {
      limit: MOST_UPDATES,
      timeout,
      allowed_updates: [...allowed],
      ...(offset === undefined ? {} : { offset }),
    }
    return (await telegram.post('getUpdates', JSON.stringify(parameters), {
      timeoutMs: (timeout + 10) * 1000,
      signal,
    })) as Update[]
  }
}
