import type { Clock } from './clock.ts'

export type ClockMode = 'real' | 'scaled' | 'hand'

/** This machine's time until somebody speeds it up, stops it or moves it on. It never goes back. */
export interface MovableClock extends Clock {
  mode(): ClockMode
  /** How many seconds pass in a real one. */
  rate(): number
  become(mode: ClockMode, factor?: number): void
  /** Lets `ms` pass at once: every sleep that ends within it wakes, in order. */
  advance(ms: number): Promise<void>
}

export const isMovable = (clock: Clock): clock is MovableClock => 'become' in clock
export const rateOf = (clock: Clock): number => (isMovable(clock) ? clock.rate() : 0)

interface Sleeper {
  at: number
  wake: () => void
  timer: NodeJS.Timeout | undefined
}

/** The longest timer Node keeps. */
const LONGEST = 0x7fffffff

export function movableClock(): MovableClock {
  let mode: ClockMode = 'real'
  let rate = 1
  let base = 0
  let since = 0
  const sleepers = new Set<Sleeper>()
  /** `base` is the time that was `since`; both are nothing until the clock is first touched. */
  const now = () => (since === 0 ? Date.now() : base + (Date.now() - since) * rate)

  function touch(time: number) {
    base = time
    since = Date.now()
  }

  function arm(sleeper: Sleeper) {
    clearTimeout(sleeper.timer)
    if (rate === 0) return
    const wait = Math.min(LONGEST, Math.max(0, (sleeper.at - now()) / rate))
    sleeper.timer = setTimeout(() => (now() >= sleeper.at - 1 ? sleeper.wake() : arm(sleeper)), wait)
  }

  return {
    now: () => new Date(now()),
    mode: () => mode,
    rate: () => rate,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const wake = () => {
          clearTimeout(sleeper.timer)
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper: Sleeper = { at: now() + ms, wake, timer: undefined }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake)
        arm(sleeper)
      }),
    become(next, factor = 1) {
      touch(now())
      mode = next
      rate = next === 'real' ? 1 : next === 'hand' ? 0 : factor
      for (const sleeper of sleepers) arm(sleeper)
    },
    async advance(ms) {
      const end = now() + ms
      for (;;) {
        const next = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        touch(Math.max(now(), next.at))
        next.wake()
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
      touch(Math.max(now(), end))
      for (const sleeper of sleepers) arm(sleeper)
    },
  }
}
