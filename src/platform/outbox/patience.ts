import { after, type Clock } from '../ops/clock.ts'

export type Patient = <T>(work: () => Promise<T>) => Promise<T>

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000

/**
 * Repeats work on the database for as long as what is known here is still ours: a message whose delivery is not written
 * down is sent once more by whoever comes next.
 */
export function patience(clock: Clock, mostMs: number): Patient {
  return async (work) => {
    const end = after(clock.now(), mostMs)
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work()
      } catch (error) {
        if (after(clock.now(), pause) > end) throw error
        await clock.sleep(pause)
      }
    }
  }
}
