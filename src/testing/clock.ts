import type { Clock } from '#platform/ops/clock.ts'

/** A clock that moves only when it is told to. */
export interface HandClock extends Clock {
  /** Moves to the moment and wakes who slept until then, in order. Never moves back. */
  moveTo(moment: Date): void
  /** When the next sleeper wants to wake, if anybody sleeps. */
  next(): Date | undefined
}

export function handClock(start: Date): HandClock {
  let now = start.getTime()
  const sleepers = new Set<{ at: number; wake(): void }>()
  return {
    now: () => new Date(now),
    monotonic: () => now - start.getTime(),
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const sleeper = {
          at: now + ms,
          wake() {
            sleepers.delete(sleeper)
            signal?.removeEventListener('abort', sleeper.wake)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', sleeper.wake)
      })
    },
    moveTo(moment) {
      now = Math.max(now, moment.getTime())
      for (const sleeper of [...sleepers].sort((a, b) => a.at - b.at)) if (sleeper.at <= now) sleeper.wake()
    },
    next() {
      const first = Math.min(...[...sleepers].map((sleeper) => sleeper.at))
      return Number.isFinite(first) ? new Date(first) : undefined
    },
  }
}
