import { type Clock, systemClock } from './clock.ts'

/** A thing that must work for this process to be given work. Resolves to a reason when it does not; throws while nobody knows. */
export type Check = () => Promise<string | undefined>

export interface Health {
  /** Empty when the process is ready; else what is missing, by name. */
  problems(): Promise<Record<string, string>>
  /** From now on readiness says no: the process is about to stop. */
  drain(): void
  draining(): boolean
}

/** A blip is no reason to be taken out of service: a check that fails is asked again for so long. */
const PATIENCE_MS = 2_000
const AGAIN_MS = 200

export function createHealth(checks: Readonly<Record<string, Check>>, clock: Clock = systemClock): Health {
  let draining = false
  return {
    drain() {
      draining = true
    },
    draining: () => draining,
    async problems() {
      if (draining) return { process: 'stopping' }
      const entries = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const),
      )
      const problems = Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined))
      return draining ? { ...problems, process: 'stopping' } : problems
    },
  }

  async function ask(check: Check): Promise<string | undefined> {
    const over = new AbortController()
    let failed = false
    const late = clock
      .sleep(PATIENCE_MS, over.signal)
      .then(() => (failed ? `failed for ${PATIENCE_MS} ms` : `no answer within ${PATIENCE_MS} ms`))
    try {
      return await Promise.race([answerOf(), late])
    } finally {
      over.abort()
    }

    async function answerOf(): Promise<string | undefined> {
      while (!over.signal.aborted) {
        try {
          return await check()
        } catch {
          failed = true
          await clock.sleep(AGAIN_MS, over.signal)
        }
      }
      return undefined
    }
  }
}
