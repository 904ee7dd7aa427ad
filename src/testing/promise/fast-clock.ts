import { type Clock, systemClock } from '#platform/ops/clock.ts'

/**
 * Real time, `speed` times as fast, counted from `origin` (milliseconds since 1970). Processes given the same two numbers
 * agree on the time, so a lease of 30 s is over in 1.5 s and a test of crashes need not wait for it.
 */
export function fastClock(speed: number, origin: number): Clock {
  return {
    now: () => new Date(origin + (systemClock.now().getTime() - origin) * speed),
    monotonic: () => systemClock.monotonic() * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  }
}
