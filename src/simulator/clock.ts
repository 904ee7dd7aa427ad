import { setTimeout as delay } from 'node:timers/promises'

/** Why something is called off. Made once: an error of its own for each, with its stack, costs more than what it ends. */
export const OVER = new Error('over')

/** The simulator's only source of time. `sleep` resolves after `ms`, or at once when `signal` aborts; it never rejects. */
export interface Clock {
  now(): Date
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const realClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
}

export interface HandClock extends Clock {
  /** Lets `ms` pass: every sleep that ends within it wakes, in order, and what it wakes may sleep again. */
  advance(ms: number): Promise<void>
  /** How many sleeps are waiting. */
  sleeping(): number
}

/** A clock that stands still until it is moved by hand. */
export function handClock(start = new Date('2026-11-21T12:00:00Z')): HandClock {
  let now = start.getTime()
  const sleepers = new Set<{ at: number; wake: () => void }>()
  return {
    now: () => new Date(now),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const wake = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper = { at: now + ms, wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake)
      }),
    async advance(ms) {
      const end = now + ms
      for (;;) {
        const next = [...sleepers].filter((s) => s.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        now = Math.max(now, next.at)
        next.wake()
        await turn()
      }
      now = end
      await turn()
    },
    sleeping: () => sleepers.size,
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
