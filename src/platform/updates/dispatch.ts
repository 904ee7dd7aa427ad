import {
  type Database,
  Issued,
  isConflict,
  isDatabaseError,
  isUniqueViolation,
  type Queryable,
} from '../db/database.ts'
import { type Written, writeNotes } from '../jobs/context.ts'
import { keyOfChat } from '../ops/chat-key.ts'
import type { Clock } from '../ops/clock.ts'
import { messageOf, Unwritable } from '../ops/errors.ts'
import { inTurn } from '../ops/in-turn.ts'
import type { Log } from '../ops/log.ts'
import { loop, type Rounds } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import { hasNews, type News } from '../ops/news.ts'
import type { Handover, Offer } from '../outbox/handover.ts'
import { type Standing, standingOf } from '../outbox/senders.ts'
import { createAcquaintances } from '../people/acquaintances.ts'
import type { Arrival } from './arrival.ts'
import {
  chatsOf,
  type Failure,
  failureOf,
  meetAll,
  type Outcome,
  placesOf,
  type Read,
  readAll,
  runAll,
  staysHere,
} from './batch.ts'
import { createBatchSize } from './batch-size.ts'
import { createFastPath } from './fast-path.ts'
import type { Running } from './handle.ts'
import { createSessionCache } from './session-cache.ts'
import { letWait, storeDone, storeWaiting } from './store.ts'
import {
  busyAmong,
  type Chat,
  leaveChats,
  lockChats,
  lockWaitingChats,
  markDone,
  markFailed,
  nextOf,
  type Waiting,
} from './waiting.ts'

export interface DispatchOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  superadmins: ReadonlySet<number>
  bots: readonly Running[]
  /** Told after a commit that left something for others to do. */
  committed(news: News): void
  /** This process, as its sender is called. */
  owner: string
  /** The sender that takes what is committed here, so that it need not be looked for. */
  handover: Handover
  mostChats?: number
  mostPerChat?: number
}

export interface Dispatch extends Rounds {
  /**
   * Writes updates down and handles those whose chats are free, in one transaction; the others wait for their turn.
   * Resolves when that is committed. Rejects when nothing of it is.
   */
  handleNow(arrivals: readonly Arrival[]): Promise<void>
  /** Whether `handleNow` may be called for other chats while it is under way, and is the faster for it. */
  mayOverlap(): boolean
}

/** What has to be ended when a transaction has come back, however it ended. */
interface Book {
  offers: Offer[]
  caught: string[]
}

/** Batches hold rows of many chats: two that meet crosswise part after this, not after PostgreSQL's second. */
const LOCK_TIMEOUT_MS = 200

/** Runs updates, those of a chat in order and by one worker at a time, and commits everything that came of a batch together. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { database, clock, log, superadmins, owner, committed, handover, mostChats = 64, mostPerChat = 10 } = options
  const bots = new Map(options.bots.map((running) => [running.bot.name, running]))
  const memory = createAcquaintances()
  const cache = createSessionCache()
  const size = createBatchSize({ mostChats, mostPerChat })
  /** Chats of the transactions that catch up. */
  const caught = new Set<string>()
  /** Transactions of many chats lock what handlers share: two of one process would only stand in each other's way. */
  const takeTurn = inTurn()
  const fastPath = createFastPath({
    database,
    clock,
    log,
    superadmins,
    bots,
    owner,
    handover,
    cache,
    memory,
    isTaken: (chat) => caught.has(keyOfChat(chat)),
  })
  const counted = options.metrics.counter('bot_updates_total', 'Updates handled, by type and result', [
    'bot',
    'type',
    'result',
  ])
  return { ...loop({ name: 'dispatch', clock, log, idleMs: 250, round }), handleNow, mayOverlap }

  /** The short way waits for nothing but its one statement, and PGlite does nothing while this process waits. */
  function mayOverlap() {
    return database.kind === 'postgres' && cache.era() !== undefined
  }

  async function handleNow(arrivals: readonly Arrival[]): Promise<void> {
    const others = await goFast(arrivals)
    if (others.length === 0) return
    try {
      await takeTurn(() => commit((transaction, now, book) => arrive(transaction, others, now, book)))
    } catch (error) {
      if (!spoils(error)) throw error
      if (!isConflict(error)) log.error('batch_failed', error)
      // Something in it stood in the way or spoils the commit; the rounds find out which, one by one.
      await storeWaiting(database, others, clock.now())
      committed({ updates: true })
    }
  }

  /** Resolves to what has to go the long way. */
  async function goFast(arrivals: readonly Arrival[]): Promise<readonly Arrival[]> {
    try {
      const { outcome, others } = await fastPath.handle(arrivals, clock.now())
      if (outcome) tell(outcome)
      return others
    } catch (error) {
      // Nothing of it was written; who is to blame shows on the long way.
      // A repeat at another door in the same moment is found by the inbox's key; the long way tells them apart.
      if (isDatabaseError(error) && !isConflict(error) && !isUniqueViolation(error))
        log.error('fast_path_failed', error)
      if (spoils(error)) return arrivals
      handover.doubt()
      throw error
    }
  }

  /** Small batches waste little when one of their updates spoils them, and stand in nobody's way; large ones are cheaper. */
  async function round(): Promise<number> {
    let first: Waiting | undefined
    const note = ([waiting]: readonly Waiting[]) => {
      first = waiting
    }
    const { chats, perChat } = size.now()
    try {
      const batch = await commit((transaction, now, book) => catchUp(transaction, chats, perChat, now, book, note))
      if (batch.outcome?.isLate) size.shrink()
      else size.grow()
      return batch.size
    } catch (error) {
      if (!spoils(error)) throw error
      const isToBlame = size.isLeast() && !isConflict(error)
      if (isToBlame && first) await blame(first, messageOf(error))
      else if (isConflict(error)) log.warn('batch_conflict', { message: messageOf(error), chats })
      else log.error('batch_failed', error, { chats })
      size.shrink()
      return 1
    }
  }

  interface Batch {
    /** Updates taken; 0 when there was nothing to do. */
    size: number
    outcome?: Outcome
    written?: Written & { keep(): void }
    /** Some of them have to wait for their turn. */
    waits?: boolean
  }

  async function commit(
    work: (transaction: Queryable, now: Date, book: Book) => Promise<Batch | Issued<Batch>>,
  ): Promise<Batch> {
    const book: Book = { offers: [], caught: [] }
    try {
      const batch = await database.transaction((transaction) => work(transaction, clock.now(), book), {
        lockTimeoutMs: LOCK_TIMEOUT_MS,
      })
      const { outcome, written, waits } = batch
      written?.keep()
      written?.handOver?.()
      if (outcome) tell(outcome)
      const news: News = { ...written?.news, updates: waits ?? false }
      if (hasNews(news)) committed(news)
      return batch
    } catch (error) {
      memory.forget()
      // With the connection the answer to the COMMIT may have been lost.
      if (!isDatabaseError(error)) handover.doubt()
      throw error
    } finally {
      for (const offer of book.offers) offer.end()
      for (const key of book.caught) caught.delete(key)
    }
  }

  function tell({ counts, letters }: Outcome) {
    for (const { bot, type, result } of counts) counted.add(1, { bot, type, result })
    for (const { notes } of letters) for (const told of notes.told) told()
  }

  /** What has just come in. */
  async function arrive(
    transaction: Queryable,
    arrivals: readonly Arrival[],
    now: Date,
    book: Book,
  ): Promise<Batch | Issued<Batch>> {
    const early = readAll(
      arrivals.map((arrival) => ({ ...arrival, seq: 0, kind: 'update', attempts: 0, receivedAt: now })),
      bots,
    )
    // They go out together: nobody who waits for one another's answer pays for it.
    const chats = chatsOf(arrivals)
    const locking = lockChats(transaction, chats)
    const [standingAsked, reading] = look(transaction, early)
    const [locked, standing, busy, seqs, people] = await Promise.all([
      locking,
      standingAsked,
      busyAmong(transaction, handover.isAlone() ? undefined : owner, chats),
      storeDone(transaction, arrivals, now),
      meetAll(transaction, early, superadmins, now, memory),
      reading.asked,
    ])
    // A repeat has no number: it was here before, or stands earlier in this batch.
    const fresh = early.flatMap((read, index) => {
      const seq = seqs[index]
      return seq === undefined ? [] : [{ ...read, waiting: { ...read.waiting, seq } }]
    })
    const free = locked.filter(notIn(busy.updates))
    const freeChats = new Set(free.map(keyOfChat))
    const turn = fresh.filter(({ waiting }) => freeChats.has(keyOfChat(waiting)))
    const sessions = await reading.settle(placesOf(turn), standing.era)
    const outcome = await runAll(turn, { transaction, clock, now, log, superadmins, people, sessions })
    const behind = fresh.map(({ waiting }) => waiting).filter((waiting) => !freeChats.has(keyOfChat(waiting)))
    const waiting = [...behind, ...outcome.held, ...outcome.failed.map(asWaiting)]
    const writing = Promise.all([
      writeOutcome(transaction, outcome, free.filter(notIn(busy.messages)), standing, now, book),
      letWait(transaction, waiting, now),
    ]).then(([written]) => ({ size: fresh.length, outcome, written, waits: waiting.length > 0 }))
    return staysHere(outcome) ? new Issued(writing) : writing
  }

  /** What has been waiting. */
  async function catchUp(
    transaction: Queryable,
    most: number,
    perChat: number,
    now: Date,
    book: Book,
    seen: (updates: readonly Waiting[]) => void,
  ): Promise<Batch> {
    const locked = await lockWaitingChats(transaction, [...bots.keys()], now, most)
    const chats = locked.filter((chat) => !fastPath.isBusyWith(chat))
    if (chats.length === 0) return { size: 0 }
    for (const key of chats.map(keyOfChat)) {
      caught.add(key)
      book.caught.push(key)
    }
    const next = await nextOf(transaction, chats, perChat, now)
    seen(next)
    const updates = readAll(next, bots)
    const [standingAsked, reading] = look(transaction, updates)
    const [standing, busy, people] = await Promise.all([
      standingAsked,
      busyAmong(transaction, handover.isAlone() ? undefined : owner, chats),
      meetAll(transaction, updates, superadmins, now, memory),
      reading.asked,
    ])
    const sessions = await reading.settle(placesOf(updates), standing.era)
    const outcome = await runAll(updates, { transaction, clock, now, log, superadmins, people, sessions })
    // They stand in line on one connection in this order; none needs another's answer.
    const [written] = await Promise.all([
      writeOutcome(transaction, outcome, chats.filter(notIn(busy.messages)), standing, now, book),
      markDone(
        transaction,
        outcome.done.map(({ seq }) => seq),
        now,
      ),
      ...outcome.failed.map((failure) => setAside(transaction, failure, now)),
      leaveChats(transaction, chats.filter(isServed(next, outcome)), pausesOf(outcome.failed), now),
    ])
    return { size: Math.max(1, updates.length), outcome, written }
  }

  /** In this order: whoever is alone with what these chats remember has to have noticed before it is read. */
  function look(transaction: Queryable, updates: readonly Read[]) {
    return [standingOf(transaction, owner), cache.read(transaction, placesOf(updates))] as const
  }

  /** What is said in the `open` chats, whose locks are held here and in which nothing stands in line, may be sent at once. */
  async function writeOutcome(
    transaction: Queryable,
    { letters, sessions }: Outcome,
    open: readonly Chat[],
    { sends, era }: Standing,
    now: Date,
    book: Book,
  ) {
    const offer = sends ? handover.offer(open) : undefined
    if (offer) book.offers.push(offer)
    const [written, keep] = await Promise.all([
      writeNotes(transaction, letters, now, offer),
      cache.write(transaction, sessions, era, now),
    ])
    return { ...written, keep }
  }

  function setAside(transaction: Queryable, { waiting, error, again }: Failure, now: Date) {
    if (!again) log.error('update_dead', new Error(error), { bot: waiting.bot, update: waiting.seq })
    return markFailed(transaction, waiting.seq, error, !again, now)
  }

  /** Its notes or its session cannot be written: the try is counted in a transaction of its own. */
  async function blame(waiting: Waiting, error: string) {
    const now = clock.now()
    const failure = failureOf(waiting, error, now)
    await database.transaction(async (transaction) => {
      await setAside(transaction, failure, now)
      await leaveChats(transaction, [waiting], pausesOf([failure]), now)
    })
  }
}

/** One update of the batch is to blame, and is found when they go one by one; with anything else the batch itself is tried again. */
const spoils = (error: unknown) => isDatabaseError(error) || error instanceof Unwritable

/** Chats whose turn it was: for the others no time was left, and they keep their place. */
function isServed(next: readonly Waiting[], { done, failed }: Outcome) {
  const served = new Set([...done, ...failed.map(({ waiting }) => waiting)].map(keyOfChat))
  const waiting = new Set(next.map(keyOfChat))
  return (chat: Chat) => served.has(keyOfChat(chat)) || !waiting.has(keyOfChat(chat))
}

const notIn = (keys: ReadonlySet<string>) => (chat: Chat) => !keys.has(keyOfChat(chat))

const asWaiting = ({ waiting, error, again }: Failure) => ({
  ...waiting,
  attempts: waiting.attempts + 1,
  error,
  ...(again ? { notBefore: again } : {}),
})

/** By chat, until when it is left alone. */
const pausesOf = (failures: readonly Failure[]): Map<string, Date> =>
  new Map(failures.flatMap(({ waiting, again }) => (again ? [[keyOfChat(waiting), again] as const] : [])))
