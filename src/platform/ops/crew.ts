import { after, type Clock } from './clock.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'
import { loop, type Rounds } from './loop.ts'

export interface CrewOptions<Piece> {
  name: string
  clock: Clock
  log: Log
  idleMs: number
  /** Pieces of work under way at once. */
  most: number
  /** How often what is under way is renewed; less than half of the lease. */
  renewEveryMs: number
  renew(pieces: readonly Piece[], now: Date): Promise<unknown>
  /** Claims at most `free` pieces. */
  claim(free: number, now: Date): Promise<readonly Piece[]>
  run(piece: Piece): Promise<void>
  /** After `run` has failed: others may have the piece from `from` on. */
  letGo(piece: Piece, from: Date): Promise<unknown>
}

export interface Crew extends Rounds {
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>
}

/** What has failed may fail again at once; a message that was sent and not recorded would be sent in a circle. */
const PAUSE_MS = 5_000
const AGAIN_MS = 1_000

/**
 * Claims work under a lease, does several pieces side by side, and finishes what it began before it ends. Only what is under way is
 * renewed, never all that bears our name: a claim whose answer was lost with the connection must run out.
 */
export function crew<Piece>(options: CrewOptions<Piece>): Crew {
  const { name, clock, log, idleMs, most, renewEveryMs } = options
  const underWay = new Map<Promise<void>, Piece>()
  let renewedAt = 0
  let isOver = false
  const rounds = loop({ name, clock, log, idleMs, round })
  return {
    ...rounds,
    quiet,
    async run(signal) {
      isOver = false
      await rounds.run(signal)
      isOver = true
      await finish()
    },
  }

  async function quiet() {
    while (underWay.size > 0) await Promise.race(underWay.keys())
  }

  async function round(): Promise<number> {
    const now = clock.now()
    await renewInTime(now)
    const free = most - underWay.size
    if (free <= 0) return 0
    const pieces = await options.claim(free, now)
    for (const piece of pieces) {
      const work = options
        .run(piece)
        .catch((error) => fail(piece, error))
        .finally(() => {
          underWay.delete(work)
          rounds.wake()
        })
      underWay.set(work, piece)
    }
    return pieces.length
  }

  /** Mostly the database was away, so letting go takes as long as that; the end of the process is not kept waiting for it. */
  async function fail(piece: Piece, error: unknown) {
    log.error(`${name}_piece_failed`, error)
    const isFree = () =>
      options.letGo(piece, after(clock.now(), PAUSE_MS)).then(
        () => true,
        () => false,
      )
    while (!(await isFree()) && !isOver) await clock.sleep(AGAIN_MS)
  }

  /** The rounds are over, the last pieces are not: without renewal another process would take them up meanwhile. */
  async function finish() {
    while (underWay.size > 0) {
      const over = new AbortController()
      await Promise.race([...underWay.keys(), clock.sleep(renewEveryMs / 2, over.signal)])
      over.abort()
      await renewInTime(clock.now()).catch((error) => log.warn(`${name}_not_renewed`, { message: messageOf(error) }))
    }
  }

  async function renewInTime(now: Date) {
    if (underWay.size === 0 || now.getTime() - renewedAt <= renewEveryMs) return
    renewedAt = now.getTime()
    await options.renew([...underWay.values()], now)
  }
}
