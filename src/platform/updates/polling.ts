import type { Update } from '@grammyjs/types'
import type { Clock } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { Part } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { Telegram } from '../telegram/client.ts'
import { TelegramError } from '../telegram/errors.ts'
import type { Inbox } from './inbox.ts'

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
}

const MOST_UPDATES = 100
const LONGEST_PAUSE_MS = 30_000
/** A server that does not hold an empty call would be asked 1,400 times a second. */
const SHORTEST_ROUND_MS = 250

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
}: PollingOptions): Part {
  const conflicts = metrics.counter(
    'bot_polling_conflicts_total',
    'getUpdates calls ended by another poller or a webhook',
    ['bot', 'kind'],
  )
  const heartbeat = metrics.gauge(
    'bot_polling_heartbeat_timestamp',
    'Unix time of the last getUpdates that was answered',
    ['bot'],
  )
  return {
    name: `polling ${bot}`,
    async run(signal) {
      let offset: number | undefined
      let failures = 0
      while (!signal.aborted) {
        try {
          const asked = clock.now().getTime()
          const updates = await ask(offset, signal)
          heartbeat.set(Math.floor(clock.now().getTime() / 1000), { bot })
          failures = 0
          if (updates.length === 0) {
            if (clock.now().getTime() - asked < SHORTEST_ROUND_MS) await clock.sleep(SHORTEST_ROUND_MS, signal)
            continue
          }
          await inbox.acceptAll(updates.map((update) => ({ bot, update })))
          offset = Math.max(...updates.map((update) => update.update_id)) + 1
        } catch (error) {
          if (signal.aborted) break
          failures += 1
          report(error)
          await clock.sleep(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS), signal)
        }
      }
      // Only what is committed is confirmed; without this the next process would be given the last batch again.
      if (offset !== undefined) {
        await telegram.call('getUpdates', { offset, limit: 1, timeout: 0 }, { timeoutMs: 2_000 }).catch(() => undefined)
      }
    },
  }

  async function ask(offset: number | undefined, signal: AbortSignal): Promise<Update[]> {
    const parameters = {
      limit: MOST_UPDATES,
      timeout: longPoll,
      allowed_updates: [...allowed],
      ...(offset === undefined ? {} : { offset }),
    }
    return (await telegram.post('getUpdates', JSON.stringify(parameters), {
      timeoutMs: (longPoll + 10) * 1000,
      signal,
    })) as Update[]
  }

  function report(error: unknown) {
    if (error instanceof TelegramError && error.code === 409) {
      conflicts.add(1, { bot, kind: /webhook/.test(error.description) ? 'webhook' : 'poller' })
    }
    log.warn('polling_failed', { bot, message: messageOf(error) })
  }
}
