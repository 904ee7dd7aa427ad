import type { Update } from '@grammyjs/types'
import { type Database, isConflict, isDatabaseError, type Queryable } from '../db/database.ts'
import { writeNotes } from '../jobs/context.ts'
import { after, type Clock } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import { loop, type Rounds } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import { meet, type Person } from '../people/people.ts'
import type { UpdateNotes } from './context.ts'
import { type Handled, handle, type Running } from './handle.ts'
import { senderOf } from './read.ts'
import type { Session } from './route.ts'
import { keyOf, loadSessions, type Place, saveSessions } from './sessions.ts'
import { type Chat, leaveChats, markDone, markFailed, takeChats, type Waiting } from './waiting.ts'

export interface DispatchOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  superadmins: ReadonlySet<number>
  bots: readonly Running[]
  /** Told after every commit: something may be waiting in the outbox or among the jobs. */
  committed(): void
  mostChats?: number
  mostPerChat?: number
}

const TRIES = 3
/** Batches hold rows of many chats: two that meet crosswise part after this, not after PostgreSQL's second. */
const LOCK_TIMEOUT_MS = 200
/** Pauses before the second and the third try: a bad update holds its chat up for about a second in all. */
const PAUSES_MS = [250, 750]

/** Takes free chats, runs their next updates in order, and commits everything that came of it together. */
export function createDispatch(options: DispatchOptions): Rounds {
  const { database, clock, log, superadmins, committed, mostChats = 64, mostPerChat = 10 } = options
  const bots = new Map(options.bots.map((running) => [running.bot.name, running]))
  const counted = options.metrics.counter('bot_updates_total', 'Updates handled, by type and result', [
    'bot',
    'type',
    'result',
  ])
  return loop({ name: 'dispatch', clock, log, idleMs: 250, round })

  async function round(): Promise<number> {
    const done = await commit(mostChats, mostPerChat).catch((error) => {
      // What the database refuses spoils the commit of all; then updates go one by one, and the bad one is found.
      if (!isDatabaseError(error)) throw error
      if (isConflict(error)) log.warn('batch_conflict', { message: messageOf(error) })
      else log.error('batch_failed', error)
      return oneByOne()
    })
    if (done > 0) committed()
    return done
  }

  async function commit(most: number, perChat: number, seen?: (waiting: Waiting) => void): Promise<number> {
    const { done, told } = await database.transaction((transaction) => batch(transaction, most, perChat, seen), {
      lockTimeoutMs: LOCK_TIMEOUT_MS,
    })
    for (const tell of told) tell()
    return done
  }

  async function batch(
    transaction: Queryable,
    most: number,
    perChat: number,
    seen?: (waiting: Waiting) => void,
  ): Promise<{ done: number; told: (() => void)[] }> {
    const now = clock.now()
    const { chats, updates } = await takeChats(transaction, [...bots.keys()], now, most, perChat)
    if (chats.length === 0) return { done: 0, told: [] }
    const stage = await prepare(transaction, updates, now)
    const book = createBook()
    const surroundings = { transaction, now, log, superadmins }
    for (const chat of chats) {
      for (const { waiting, update, running, person, place } of stage.actsIn(chat)) {
        seen?.(waiting)
        const session = place && book.sessionOf(place, stage.sessions)
        const handled = await handle({ waiting, update, running, person, session }, surroundings)
        const labels = { bot: chat.bot, type: typeOf(waiting, update), result: handled.kind }
        book.told.push(() => counted.add(1, labels))
        if (handled.kind === 'done') book.done(waiting, handled, place, session)
        else if (await setAside(transaction, waiting, handled, now)) book.lost(waiting, handled.farewell)
        else {
          book.pauses.set(chat, after(now, PAUSES_MS[waiting.attempts] ?? 0))
          break
        }
      }
    }
    // They stand in line on one connection in this order; none needs another's answer.
    await Promise.all([
      writeNotes(transaction, book.letters, now),
      saveSessions(transaction, [...book.sessions.values()], now),
      markDone(transaction, book.seqs, now),
      leaveChats(transaction, chats, book.pauses, now),
    ])
    return {
      done: Math.max(1, updates.length),
      told: [...book.told, ...book.letters.flatMap(({ notes }) => notes.told)],
    }
  }

  async function prepare(transaction: Queryable, updates: readonly Waiting[], now: Date) {
    const read = updates.map((waiting) => {
      const update = (waiting.kind === 'result' ? { update_id: 0 } : JSON.parse(waiting.payload)) as Update
      const sender = waiting.kind === 'result' ? undefined : senderOf(update)
      const place: Place | undefined = sender && { bot: waiting.bot, chat: waiting.chat, telegramId: sender.id }
      return { waiting, update, sender, place, running: bots.get(waiting.bot)! }
    })
    const people = new Map<string, Person>()
    for (const bot of new Set(updates.map((waiting) => waiting.bot))) {
      const senders = read.flatMap(({ waiting, sender }) => (waiting.bot === bot && sender ? [sender] : []))
      for (const [id, person] of await meet(transaction, bot, senders, superadmins, now))
        people.set(`${bot} ${id}`, person)
    }
    const sessions = await loadSessions(
      transaction,
      read.flatMap(({ place }) => place ?? []),
    )
    const acts = read.map((act) => ({
      ...act,
      person: people.get(`${act.waiting.bot} ${act.sender?.id}`) ?? nobody(act.waiting.chat, now),
    }))
    return {
      sessions,
      actsIn: (chat: Chat) => acts.filter(({ waiting }) => waiting.bot === chat.bot && waiting.chat === chat.chat),
    }
  }

  /** True when this was the last try: the update is dead, the chat goes on. */
  async function setAside(
    transaction: Queryable,
    waiting: Waiting,
    { error }: Handled & { kind: 'failed' },
    now: Date,
  ) {
    const dead = waiting.attempts + 1 >= TRIES
    await markFailed(transaction, waiting.seq, error, dead, now)
    if (dead) log.error('update_dead', new Error(error), { bot: waiting.bot, update: waiting.seq })
    return dead
  }

  async function oneByOne(): Promise<number> {
    let done = 0
    for (let turn = 0; turn < mostChats; turn += 1) {
      let last: Waiting | undefined
      const note = (waiting: Waiting) => {
        last = waiting
      }
      try {
        const handled = await commit(1, 1, note)
        if (handled === 0) return done
        done += handled
      } catch (error) {
        if (isConflict(error)) continue
        if (!last || !isDatabaseError(error)) throw error
        await blame(last, messageOf(error))
        done += 1
      }
    }
    return done
  }

  /** Its notes or its session cannot be written: the try is counted in a transaction of its own. */
  async function blame(waiting: Waiting, error: string) {
    const now = clock.now()
    await database.transaction(async (transaction) => {
      const dead = await setAside(transaction, waiting, { kind: 'failed', error, farewell: noFarewell }, now)
      const pauses = new Map<Chat, Date>(dead ? [] : [[waiting, after(now, PAUSES_MS[waiting.attempts] ?? 0)]])
      await leaveChats(transaction, [waiting], pauses, now)
    })
  }
}

const noFarewell = {} as UpdateNotes

/** What a batch has to write at its end. */
function createBook() {
  const letters: { bot: string; notes: UpdateNotes; languages: Map<number, UpdateNotes['language']>; answers: Date }[] =
    []
  const sessions = new Map<string, { place: Place; session: Session | undefined }>()
  const letter = ({ bot, chat, receivedAt }: Waiting, notes: UpdateNotes) => {
    letters.push({ bot, notes, languages: new Map([[chat, notes.language]]), answers: receivedAt })
  }
  const seqs: number[] = []
  return {
    letters,
    sessions,
    seqs,
    pauses: new Map<Chat, Date>(),
    /** Run after the commit. */
    told: [] as (() => void)[],
    /** As the handlers before it in this batch left it. */
    sessionOf(place: Place, stored: ReadonlyMap<string, Session>): Session | undefined {
      const changed = sessions.get(keyOf(place))
      return changed ? changed.session : stored.get(keyOf(place))
    },
    done(waiting: Waiting, handled: Handled & { kind: 'done' }, place: Place | undefined, before: Session | undefined) {
      seqs.push(waiting.seq)
      letter(waiting, handled.notes)
      if (place && handled.session !== before) sessions.set(keyOf(place), { place, session: handled.session })
    },
    lost: letter,
  }
}

const typeOf = (waiting: Waiting, update: Update) =>
  waiting.kind === 'result' ? 'result' : (Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown')

/** Who stands behind an update without a sender: a channel post, an anonymous admin, an answer of Telegram's. */
const nobody = (chat: number, now: Date): Person => ({
  id: 0,
  telegramId: chat > 0 ? chat : 0,
  name: '',
  username: undefined,
  language: 'en',
  joinedAt: now,
  roles: new Set(),
  is: () => false,
})
