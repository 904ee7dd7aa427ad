import type { Clock } from '../ops/clock.ts'
import { after } from '../ops/clock.ts'
import type { Metrics } from '../ops/metrics.ts'

export interface Heartbeat {
  /** Telegram has just answered a round. */
  beat(): void
  /** This process polls for the bot no longer: it says nothing more about it. */
  end(): void
}

/**
 * When Telegram last answered the holder: it proves that the bot polls, not that a process lives. Told to the metrics with
 * every round. `write` is told the age (ms) of the last round: at once of the first one, then every 20 s if there was one.
 */
export function createHeartbeats({ clock, metrics }: { clock: Clock; metrics: Metrics }) {
  const oldest = metrics.gauge(
    'staffprobot_bot_polling_heartbeat_timestamp',
    'Unix time of the last answered getUpdates, the oldest of the bots this process polls for; NaN when there is none',
  )
  const each = metrics.gauge(
    'bot_polling_heartbeat_timestamp',
    'Unix time of the last answered getUpdates of the process that polls; NaN elsewhere',
    ['bot'],
  )
  const last = new Map<string, number>()
  oldest.set(Number.NaN)
  const show = (bot: string, at: number) => {
    each.set(at, { bot })
    oldest.set(last.size > 0 ? Math.min(...last.values()) : Number.NaN)
  }
  const unknown = (bot: string) => {
    last.delete(bot)
    show(bot, Number.NaN)
  }
  const set = (bot: string, at: Date) => {
    last.set(bot, Math.floor(at.getTime() / 1000))
    show(bot, last.get(bot)!)
  }

  return {
    unknown,
    /** `age` (ms) of what the holder before had: a new holder is not fresher than the polling is. */
    begin(bot: string, age: number, write: (age: number) => void): Heartbeat {
      const over = new AbortController()
      let round: number | undefined
      let written: number | undefined
      set(bot, after(clock.now(), -age))
      const tell = () => {
        if (round === undefined || round === written) return
        written = round
        write(clock.monotonic() - round)
      }
      void every(EVERY_MS, over.signal, tell)
      return {
        beat() {
          const isFirst = round === undefined
          round = clock.monotonic()
          set(bot, clock.now())
          if (isFirst) tell()
        },
        end() {
          over.abort()
          unknown(bot)
        },
      }
    },
  }

  async function every(ms: number, signal: AbortSignal, act: () => void) {
    while (!signal.aborted) {
      await clock.sleep(ms, signal)
      if (!signal.aborted) act()
    }
  }
}

const EVERY_MS = 20_000
