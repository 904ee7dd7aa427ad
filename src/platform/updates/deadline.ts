import type { Clock } from '../ops/clock.ts'

/** A handler waits for its own database only, so this is for one that waits for something that never comes: it would hold its chat, and everybody in its batch, for ever. */
export const LONGEST_MS = 10_000

export interface Deadline {
  /** Rejects when the work has not ended in time. The work itself goes on; nothing it does counts any more. */
  watch<T>(work: Promise<T>): Promise<T>
  /** Nothing is watched any more. */
  end(): void
}

/**
 * One timer for the handlers of a batch, which run one after the other; made anew when one of them has used it up. Nearly
 * all end before the event loop turns: for a batch of those there is none.
 */
export function createDeadline(clock: Clock): Deadline {
  let turn: NodeJS.Immediate | undefined
  let over: AbortController | undefined
  let giveUp: (error: Error) => void = () => undefined
  function start() {
    const mine = new AbortController()
    over = mine
    void clock.sleep(LONGEST_MS, mine.signal).then(() => {
      if (mine.signal.aborted) return
      over = undefined
      turn = undefined
      giveUp(new Error(`The handler did not end within ${LONGEST_MS / 1000} s.`))
    })
  }
  return {
    watch(work) {
      turn ??= setImmediate(start)
      return new Promise((resolve, reject) => {
        giveUp = reject
        work.then(resolve, reject)
      })
    },
    end() {
      clearImmediate(turn)
      // With a reason of its own no error has to be made for one.
      over?.abort(null)
    },
  }
}
