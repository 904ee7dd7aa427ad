import { setTimeout as delay } from 'node:timers/promises'
import type { Crew } from './crew.ts'

/** The storm's own time: it stands still while nobody is up, as on a slow machine nothing but starts would be hit otherwise. */
export interface Pace {
  /** Resolves when it is `ms` since the storm began, or when the storm is over. */
  reach(ms: number): Promise<void>
  /** Somebody takes updates in, and somebody handles them. */
  isUp(): boolean
  readonly over: AbortSignal
  end(): void
}

const STEP_MS = 20
/** A storm of a minute lasts three at most. */
const LONGEST = 3

export function createPace(crew: Crew, seconds: number): Pace {
  const over = new AbortController()
  const began = performance.now()
  let now = 0
  void run()
  return {
    over: over.signal,
    end: () => over.abort(),
    isUp,
    async reach(ms) {
      while (now < ms && !over.signal.aborted) await delay(STEP_MS)
    },
  }

  async function run() {
    while (!over.signal.aborted) {
      const last = performance.now()
      await delay(STEP_MS)
      if (isUp()) now += performance.now() - last
      if (now > seconds * 1000 || performance.now() - began > seconds * 1000 * LONGEST) over.abort()
    }
  }

  function isUp(): boolean {
    const up = crew.now().filter(({ readyAt }) => readyAt !== undefined)
    return up.some(({ role }) => role !== 'worker') && up.some(({ role }) => role !== 'door')
  }
}
