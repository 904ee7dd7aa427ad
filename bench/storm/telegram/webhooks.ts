import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from '#testing/promise/random.ts'
import { type Ledger, tally, type Written } from './ledger.ts'

/** Telegram waits a minute for a door that hangs; a storm has no minute. */
const PATIENCE_MS = 2_500
const MOST_CONNECTIONS = 40

export interface Weather {
  /** No more faults: everything that comes is handled as on a good day. */
  calm: boolean
}

export interface Webhooks {
  write(update: Written): void
  unconfirmed(): number
}

/**
 * Webhooks as Telegram makes them: per key one update in flight, again until a 2xx; keys side by side, up to
 * `max_connections`. Answers get lost, updates come twice or late, and two doors may get one at the same moment.
 */
export function createWebhooks({
  secret,
  doors,
  chance,
  ledger,
  weather,
  confirmed,
  closing,
}: {
  secret: string
  doors(): readonly string[]
  chance: Chance
  ledger: Ledger
  weather: Weather
  confirmed(): void
  closing: AbortSignal
}): Webhooks {
  const queues = new Map<string, Written[]>()
  let open = 0

  return {
    write(update) {
      const queue = queues.get(update.key) ?? []
      queues.set(update.key, queue)
      queue.push(update)
      if (queue.length === 1) void work(queue)
    },
    unconfirmed: () => [...queues.values()].reduce((sum, queue) => sum + queue.length, 0),
  }

  async function work(queue: Written[]) {
    while (queue[0] && !closing.aborted) {
      if (chance.happens(weather.calm ? 0 : 0.1)) await delay(chance.whole(1, 300))
      if (await deliver(queue[0])) queue.shift()
      else await delay(weather.calm ? 100 : chance.whole(20, 200))
    }
  }

  /** True when Telegram knows that the update was taken. */
  async function deliver(update: Written): Promise<boolean> {
    while (open >= MOST_CONNECTIONS) await delay(5)
    const twin = !weather.calm && chance.happens(0.02)
    if (twin) tally(ledger.faults, 'update at two doors')
    const [taken] = await Promise.all([post(update), twin ? post(update) : undefined])
    if (taken && !weather.calm && chance.happens(0.04)) {
      tally(ledger.faults, '2xx lost')
      return false
    }
    if (taken && !weather.calm && chance.happens(0.02)) void again(update)
    return taken
  }

  /** It was confirmed long ago and comes once more. */
  async function again(update: Written) {
    tally(ledger.faults, 'update repeated late')
    await delay(chance.whole(50, 3_000))
    if (!closing.aborted) await post(update)
  }

  async function post(update: Written): Promise<boolean> {
    const all = doors()
    const door = all[chance.whole(0, all.length - 1)]
    if (door === undefined) return false
    open += 1
    update.given += 1
    update.givenAt ??= performance.now()
    try {
      const response = await fetch(`${door}/webhook/${update.bot}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update.update),
        signal: AbortSignal.any([closing, AbortSignal.timeout(PATIENCE_MS)]),
      })
      tally(ledger.doorAnswers, String(response.status))
      if (response.ok && update.takenAt === undefined) {
        update.takenAt = performance.now()
        confirmed()
      }
      await response.arrayBuffer().catch(() => undefined)
      return response.ok
    } catch {
      tally(ledger.doorAnswers, '0')
      return false
    } finally {
      open -= 1
    }
  }
}
