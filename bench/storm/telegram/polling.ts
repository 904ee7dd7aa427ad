import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from '#testing/promise/random.ts'
import { failWith, hangUp, succeed } from './answer.ts'
import { type Ledger, tally, type Written } from './ledger.ts'
import type { Weather } from './webhooks.ts'

const CONFLICT = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'

export interface Mailbox {
  write(update: Written): void
  getUpdates(life: string, parameters: Polled, response: ServerResponse): Promise<void>
  unconfirmed(): number
  /** For so many milliseconds somebody else polls for this bot, who knows nothing of our lock. */
  intrude(ms: number): void
}

export interface Polled {
  offset?: number
  limit?: number
  timeout?: number
}

/** getUpdates with Telegram's rules: what is not confirmed by a higher offset comes again, and a second caller ends the first. */
export function createMailbox({
  bot,
  chance,
  ledger,
  weather,
  confirmed,
}: {
  bot: string
  chance: Chance
  ledger: Ledger
  weather: Weather
  confirmed(): void
}): Mailbox {
  let waiting: Written[] = []
  let wake: (() => void) | undefined
  let end: (() => void) | undefined
  let intrudedUntil = 0

  return {
    write(update) {
      waiting.push(update)
      wake?.()
    },
    unconfirmed: () => waiting.length,
    intrude(ms) {
      intrudedUntil = performance.now() + ms
      end?.()
    },
    async getUpdates(life, { offset, limit = 100, timeout = 0 }, response) {
      const note = (outcome: Ledger['polls'][number]['outcome']) =>
        ledger.polls.push({ bot, life, at: performance.now(), outcome })
      end?.()
      confirm(offset ?? 0)
      const isIntruded = !weather.calm && performance.now() < intrudedUntil
      const isMine = !isIntruded && (waiting.length > 0 || (await something(timeout * 1000, response)))
      if (!isMine) {
        note('conflict')
        tally(ledger.faults, 'poll conflict')
        return failWith(response, 409, CONFLICT)
      }
      // A busy Telegram lets some gather.
      if (!weather.calm && chance.happens(0.3)) await delay(chance.whole(50, 600))
      if (response.destroyed) return void note('lost')
      const updates = waiting.slice(0, weather.calm ? limit : Math.min(limit, chance.whole(1, 20)))
      for (const update of updates) {
        update.given += 1
        update.givenAt ??= performance.now()
      }
      if (updates.length > 0 && !weather.calm) {
        const fault = faultOf()
        if (fault !== undefined) {
          tally(ledger.faults, `poll ${fault}`)
          note('lost')
          return fault === 'lost' ? hangUp(response) : failWith(response, 502, 'Bad Gateway')
        }
      }
      note(updates.length > 0 ? 'given' : 'empty')
      return succeed(
        response,
        updates.map(({ update }) => update),
      )
    },
  }

  function faultOf(): 'lost' | 'error' | undefined {
    if (chance.happens(0.06)) return 'lost'
    return chance.happens(0.03) ? 'error' : undefined
  }

  function confirm(offset: number) {
    const left = waiting.filter(({ updateId }) => updateId >= offset)
    for (const update of waiting) {
      if (update.updateId >= offset) continue
      update.takenAt ??= performance.now()
      confirmed()
    }
    waiting = left
  }

  /** Waits for an update; false when another caller came. */
  function something(ms: number, response: ServerResponse): Promise<boolean> {
    return new Promise((resolve) => {
      const over = (mine: boolean) => {
        clearTimeout(timer)
        if (end === ended) end = undefined
        if (wake === woken) wake = undefined
        resolve(mine)
      }
      const ended = () => over(false)
      const woken = () => over(true)
      const timer = setTimeout(woken, ms)
      end = ended
      wake = woken
      response.once('close', woken)
    })
  }
}
