import type { Clock } from './clock.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'
import { loop, type Rounds } from './loop.ts'

export interface CrewOptions {
  name: string
  clock: Clock
  log: Log
  idleMs: number
  /** Pieces of work under way at once. */
  most: number
  /** How often what is claimed is renewed; less than half of the lease. */
  renewEveryMs: number
  renew(now: Date): Promise<unknown>
  /** Claims at most `free` pieces and returns what does them. */
  claim(free: number, now: Date): Promise<readonly (() => Promise<void>)[]>
}

export interface Crew extends Rounds {
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>
}

/** Claims work under a lease, does several pieces side by side, and finishes what it began before it ends. */
export function crew({ name, clock, log, idleMs, most, renewEveryMs, renew, claim }: CrewOptions): Crew {
  const underWay = new Set<Promise<void>>()
  let renewedAt = 0
  const rounds = loop({ name, clock, log, idleMs, round })
  return {
    ...rounds,
    quiet,
    async run(signal) {
      await rounds.run(signal)
      await finish()
    },
  }

  async function quiet() {
    while (underWay.size > 0) await Promise.race(underWay)
  }

  /** The rounds are over, the last pieces are not: without renewal another process would take them up meanwhile. */
  async function finish() {
    while (underWay.size > 0) {
      const over = new AbortController()
      await Promise.race([...underWay, clock.sleep(renewEveryMs / 2, over.signal)])
      over.abort()
      await renewInTime(clock.now()).catch((error) => log.warn(`${name}_not_renewed`, { message: messageOf(error) }))
    }
  }

  async function renewInTime(now: Date) {
    if (underWay.size === 0 || now.getTime() - renewedAt <= renewEveryMs) return
    renewedAt = now.getTime()
    await renew(now)
  }

  async function round(): Promise<number> {
    const now = clock.now()
    await renewInTime(now)
    const free = most - underWay.size
    if (free <= 0) return 0
    const pieces = await claim(free, now)
    for (const piece of pieces) {
      const work = piece()
        .catch((error) => log.error(`${name}_piece_failed`, error))
        .finally(() => {
          underWay.delete(work)
          rounds.wake()
        })
      underWay.add(work)
    }
    return pieces.length
  }
}
