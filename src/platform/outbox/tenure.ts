import type { Database } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import { enterSenders, freeGone, GONE_MS, staySender } from './senders.ts'

/** That this process sends: what it carries is its own for as long as this holds. */
export interface Tenure {
  /** Seen long enough for a call that begins now to be over before anybody could take it for gone. */
  isFirm(): boolean
  /** The same, after asking the database when it is in doubt. False: what was carried belongs to others by now. */
  confirm(): Promise<boolean>
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
  const isFirm = () => clock.monotonic() + CALL_MS < until

  async function renew(): Promise<boolean> {
    // Counted from before the question: by the database's clock it is seen later than that.
    const asked = clock.monotonic()
    const senders = entered ? await staySender(database, owner) : 0
    if (entered && senders === 0) lost()
    if (senders === 0) await enterSenders(database, owner)
    until = asked + GONE_MS
    const stayed = !entered || senders > 0
    entered = true
    if (senders > 0) counted(senders)
    return stayed
  }

  return {
    isFirm,
    confirm: async () => isFirm() || renew(),
    async keep() {
      if (until - clock.monotonic() > GONE_MS - RENEW_MS) return
      await renew()
      const chats = await freeGone(database)
      if (chats > 0) freed(chats)
    },
  }
}
