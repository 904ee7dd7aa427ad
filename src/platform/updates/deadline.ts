import type { Clock } from '../ops/clock.ts'

/** A handler waits for its own database only, so this is for one that waits for something that never comes: it would hold its chat, and everybody in its batch, for ever. */
export const LONGEST_MS = 10_000

export interface Deadline {
  /** Rejects when the work has not ended in time. The work itself goes on; nothing it does counts any more. */
  watch<T>(work: Promise<T>): Promise<T>
  /** Nothing is watched any more. */
  end(): void
}

/** One timer for the handlers of a batch, as nearly all of them end at once; made anew when one of them has used it up. */
export function createDeadline(clock: Clock): Deadline {
  let over: AbortController | undefined
  let late: Promise<never> | undefined
  function timer(): Promise<never> {
    over = new AbortController()
    const { signal } = over
    return clock.sleep(LONGEST_MS, signal).then(() => {
      late = undefined
      if (signal.aborted) return new Promise<never>(() => undefined)
      throw new Error(`The handler did not end within ${LONGEST_MS / 1000} s.`)
    })
  }
  return {
    watch(work) {
      late ??= timer()
      return Promise.race([work, late])
    },
    end() {
      late?.catch(() => undefined)
      // With a reason of its own no error has to be made for one.
      over?.abort(null)
    },
  }
}
