import type { Database } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import { enterSenders, freeGone, freeStrays, GONE_MS, staySender } from './senders.ts'

/** That this process sends: what it carries is its own for as long as this holds. */
export interface Tenure {
  /** Another one after this process was taken for gone: what was carried under the old number belongs to others. */
  number(): number
  /** Seen long enough for a call that begins now to be over before anybody could take it for gone. */
  holds(): boolean
  /** It holds, and everybody else who sends knows of this process. */
  isKnown(): boolean
  /** Nobody else sends, and nobody has begun to since this was last looked at. */
  isAlone(): boolean
  /** Resolves when it holds; the database is asked where that is in doubt. */
  confirm(): Promise<void>
  /** To be called again and again; every ten seconds it says that this process is there, and frees what others have left. */
  keep(): Promise<void>
}

export interface TenureOptions {
  database: Database
  clock: Clock
  owner: string
  /** How many processes send, as it changes. */
  counted(senders: number): void
  /** Others are gone; in so many chats a call of theirs may have been in flight. */
  freed(chats: number): void
  /** This process was taken for gone. */
  lost(): void
}

const RENEW_MS = 10_000
/** The longest call, and a second for it to be answered. */
const CALL_MS = 11_000

export function createTenure({ database, clock, owner, counted, freed, lost }: TenureOptions): Tenure {
  let until = Number.NEGATIVE_INFINITY
  let entered = false
  let number = 1
  let others = 0
  /** Until those who were here before must have noticed this process, which takes them as long as theirs may hold. */
  let unnoticedUntil = Number.NEGATIVE_INFINITY
  const holds = () => clock.monotonic() + CALL_MS < until
  const isKnown = () => holds() && clock.monotonic() > unnoticedUntil

  async function renew(): Promise<void> {
    // Counted from before the question: by the database's clock it is seen later than that.
    const asked = clock.monotonic()
    const senders = entered ? await staySender(database, owner) : 0
    if (entered && senders === 0) {
      number += 1
      lost()
    }
    if (senders > 0) others = senders - 1
    else {
      others = await enterSenders(database, owner)
      const strays = await freeStrays(database)
      if (strays > 0) freed(strays)
      if (others > 0) unnoticedUntil = clock.monotonic() + GONE_MS - CALL_MS
    }
    counted(others + 1)
    entered = true
    until = asked + GONE_MS
  }

  return {
    number: () => number,
    holds,
    isKnown,
    isAlone: () => others === 0 && holds(),
    async confirm() {
      if (!holds()) await renew()
    },
    async keep() {
      if (until - clock.monotonic() > GONE_MS - RENEW_MS) return
      await renew()
      const chats = await freeGone(database)
      if (chats > 0) freed(chats)
    },
  }
}
