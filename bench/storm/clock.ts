import { type Clock, systemClock } from '#platform/ops/clock.ts'

/** A clock that runs `speed` times as fast since `origin`, and whose time of day can be set wrong. */
export function stormClock({ speed, origin }: { speed: number; origin: number }): Clock & { jump(ms: number): void } {
  let wrong = 0
  return {
    now: () => new Date(origin + (systemClock.now().getTime() - origin) * speed + wrong),
    monotonic: () => systemClock.monotonic() * speed,
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
    /** From now on it is wrong by so much; 0 sets it right. */
    jump: (ms) => {
      wrong = ms
    },
  }
}
