import type { Database } from '../db/database.ts'
import { batcher } from '../ops/batch.ts'
import { keyOfChat } from '../ops/chat-key.ts'
import type { Clock } from '../ops/clock.ts'
import type { News } from '../ops/news.ts'
import { type Arrival, arrivalOf, type Incoming } from './arrival.ts'
import { storeWaiting } from './store.ts'

export interface Inbox {
  /** Resolves when the update is committed: from here nothing can lose it. A repeated update changes nothing. */
  accept(incoming: Incoming): Promise<void>
  /** The same for several, in order. */
  acceptAll(incoming: readonly Incoming[]): Promise<void>
  idle(): boolean
}

export interface InboxOptions {
  database: Database
  clock: Clock
  committed(news: News): void
  /** Where updates are handled in the transaction that stores them; without it they are stored for others to handle. */
  handleNow?: ((arrivals: readonly Arrival[]) => Promise<void>) | undefined
  /** Resolves when what comes in may be taken in: answering is not to fall far behind accepting. */
  room?(): Promise<void>
  /** Whether it pays to handle a batch while another one is being written. */
  mayOverlap?(): boolean
}

/** Handlers that take longer hold nobody up at the door: what arrives meanwhile is stored, and handled when its turn comes. */
const PATIENCE_MS = 100
const MOST_STORED = 1000
const MOST_HANDLED = 128
/** With 100 connections 8 was slower; 16, 24 and 32 were alike. */
const LEAST_OVERLAPPING = 16

/** Where what arrives together is written together, in one transaction. */
export function createInbox(options: InboxOptions): Inbox {
  const { database, clock, committed, handleNow, room, mayOverlap = () => false } = options
  /** When the batches began that are being handled. */
  const begun = new Set<{ at: number }>()
  const stored = batcher<Arrival>(
    async (all) => {
      await storeWaiting(database, all, clock.now())
      committed({ updates: true })
      return all.map(() => undefined)
    },
    { most: MOST_STORED },
  )
  const handled =
    handleNow &&
    batcher<Arrival>(
      async (all) => {
        await room?.()
        const start = { at: clock.now().getTime() }
        begun.add(start)
        try {
          await handleNow(all)
        } finally {
          begun.delete(start)
        }
        return all.map(() => undefined)
      },
      {
        most: MOST_HANDLED,
        overlap: { allowed: mayOverlap, least: LEAST_OVERLAPPING, keyOf: keyOfChat },
      },
    )
  // Updates of one call go the same way: one of a chat must not overtake another.
  const way = () => (handled && !isHeldUp() ? handled : stored)
  return {
    accept: (incoming) => way().add(arrivalOf(incoming)),
    async acceptAll(all) {
      const { add } = way()
      await Promise.all(all.map((incoming) => add(arrivalOf(incoming))))
    },
    idle: () => stored.idle() && (handled?.idle() ?? true),
  }

  function isHeldUp() {
    for (const { at } of begun) return clock.now().getTime() - at >= PATIENCE_MS
    return false
  }
}
