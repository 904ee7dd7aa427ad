import type { Update } from '@grammyjs/types'
import type { Queryable } from '../db/database.ts'
import { keyOfChat } from '../ops/chat-key.ts'
import { after, type Clock } from '../ops/clock.ts'
import { writable } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import { nonce } from '../outbox/nonce.ts'
import type { OutboxRow } from '../outbox/rows.ts'
import { rowsOfLetters } from '../outbox/write.ts'
import type { Acquaintances } from '../people/acquaintances.ts'
import type { Language } from '../people/language.ts'
import { meet, type Person } from '../people/people.ts'
import type { UpdateNotes } from './context.ts'
import { createDeadline } from './deadline.ts'
import { type Handled, handle, type Running } from './handle.ts'
import { chatTypeOf, senderOf } from './read.ts'
import type { Stay } from './route.ts'
import { type Place, placeOf, type SessionChange } from './sessions.ts'
import type { Chat, Waiting } from './waiting.ts'

/** An update with what has been read out of it. */
export interface Read {
  waiting: Waiting
  update: Update
  running: Running
  sender: (NonNullable<ReturnType<typeof senderOf>> & { isPrivate: boolean }) | undefined
  /** Where the chat's session is, and the sender's in it. */
  whole: Place
  own: Place | undefined
}

/** What came of a batch of updates; nothing of it is written down yet. */
export interface Outcome {
  done: Waiting[]
  failed: Failure[]
  /** Updates behind a failed one of their chat, and those for which no time was left. Nobody has looked at them. */
  held: Waiting[]
  letters: UpdateLetter[]
  sessions: SessionChange[]
  counts: { bot: string; chat: number; type: string; result: Handled['kind'] }[]
  /** Chats in which one needs a transaction and had none. */
  unfit: Set<string>
  /** No time was left for some of them. */
  isLate: boolean
}

export interface UpdateLetter {
  bot: string
  notes: UpdateNotes
  here: { chat: number; language: Language }
  answers: Date
  rows?: readonly OutboxRow[] | undefined
}

export interface Failure {
  waiting: Waiting
  error: string
  /** When it is tried again; undefined when this was the last try. */
  again: Date | undefined
}

const TRIES = 3
/** Pauses before the second and the third try: a bad update holds its chat up for about a second in all. */
const PAUSES_MS = [250, 750]

export function readAll(updates: readonly Waiting[], bots: ReadonlyMap<string, Running>): Read[] {
  return updates.map((waiting) => {
    const isResult = waiting.kind === 'result'
    const update = waiting.update ?? ((isResult ? { update_id: 0 } : JSON.parse(waiting.payload)) as Update)
    const from = isResult ? undefined : senderOf(update)
    const sender = from && { ...from, isPrivate: chatTypeOf(update) === 'private' }
    const { bot, chat } = waiting
    return {
      waiting,
      update,
      sender,
      running: bots.get(bot)!,
      whole: placeOf(bot, chat),
      own: sender && placeOf(bot, chat, sender.id),
    }
  })
}

/** Everybody who has sent one of these updates, by bot, in as few queries as there are bots. */
export async function meetAll(
  transaction: Queryable,
  read: readonly Read[],
  superadmins: ReadonlySet<number>,
  now: Date,
  memory: Acquaintances,
) {
  const bots = [...new Set(read.map(({ waiting }) => waiting.bot))]
  const met = bots.map(async (bot) => {
    const senders = read.flatMap(({ waiting, sender }) => (waiting.bot === bot && sender ? [sender] : []))
    return [bot, await meet(transaction, bot, senders, superadmins, now, memory)] as const
  })
  return new Map(await Promise.all(met))
}

export const placesOf = (read: readonly Read[]): Place[] =>
  read.flatMap(({ whole, own }) => (own ? [whole, own] : [whole]))

/** Whoever is answered first waits for the last of the batch, and so does everybody who needs a row that a handler has changed. */
const LONG_ENOUGH_MS = 150

export interface Surroundings {
  transaction: Queryable | undefined
  clock: Clock
  now: Date
  log: Log
  superadmins: ReadonlySet<number>
  sessions: Map<string, string>
  people: ReadonlyMap<string, ReadonlyMap<number, Person>>
}

/** Runs the updates of each chat in order, up to the first that fails or for which no time is left. */
export async function runAll(read: readonly Read[], surroundings: Surroundings): Promise<Outcome> {
  const outcome: Outcome = {
    done: [],
    failed: [],
    held: [],
    letters: [],
    sessions: [],
    counts: [],
    unfit: new Set(),
    isLate: false,
  }
  const changed = new Map<string, SessionChange>()
  const halted = new Set<string>()
  const deadline = createDeadline(surroundings.clock)
  const { transaction, clock, now, log, superadmins, sessions, people } = surroundings
  const common = { transaction, now, log, superadmins, deadline }
  let enough = clock.monotonic() + LONG_ENOUGH_MS
  for (const [index, act] of read.entries()) {
    outcome.isLate ||= index > 0 && clock.monotonic() > enough
    if (outcome.isLate || halted.has(keyOfChat(act.waiting))) outcome.held.push(act.waiting)
    else if (!(await run(act))) halted.add(keyOfChat(act.waiting))
  }
  deadline.end()
  outcome.sessions.push(...changed.values())
  return outcome

  /** False when the update has to be tried again. */
  async function run({ waiting, update, running, sender, whole, own }: Read): Promise<boolean> {
    const { bot, chat } = waiting
    const stay = own && stayIn(sessions.get(own.key))
    const person = (sender && people.get(bot)?.get(sender.id)) ?? nobody(chat, now)
    const letterOf = (notes: UpdateNotes): UpdateLetter => ({
      bot,
      notes,
      here: { chat, language: notes.language },
      answers: waiting.receivedAt,
    })
    const handled = await handle(
      { waiting, update, running, person, stay, memory: sessions.get(whole.key) },
      common,
      (notes) => prepared(letterOf(notes)),
    )
    if (handled.kind === 'unfit') {
      outcome.unfit.add(keyOfChat(waiting))
      return false
    }
    outcome.counts.push({ bot, chat, type: typeOf(waiting, update), result: handled.kind })
    if (handled.kind === 'done') {
      outcome.done.push(waiting)
      outcome.letters.push({ ...letterOf(handled.notes), rows: handled.rows })
      if (own && handled.stay !== stay) change(own, handled.stay && writable(() => JSON.stringify(handled.stay)))
      if (handled.memory !== undefined) change(whole, handled.memory)
      return true
    }
    // Nobody else pays for a handler that has used up its ten seconds.
    enough = clock.monotonic() + LONG_ENOUGH_MS
    const isLast = waiting.attempts + 1 >= TRIES
    const again = isLast ? undefined : after(now, PAUSES_MS[waiting.attempts] ?? 0)
    outcome.failed.push({ waiting, error: handled.error, again })
    if (isLast) outcome.letters.push(letterOf(handled.farewell))
    return isLast
  }

  function change(place: Place, data: string | undefined) {
    if (data === undefined) sessions.delete(place.key)
    else sessions.set(place.key, data)
    changed.set(place.key, { place, data })
  }
}

/** Nobody elsewhere is written to, so nothing has to be looked up before the writes can be issued. */
export const staysHere = ({ letters }: Outcome) => letters.every(isLocal)

export const isLocal = ({ notes, here }: UpdateLetter) =>
  notes.notices.length === 0 && notes.broadcasts.length === 0 && notes.messages.every(({ chat }) => chat === here.chat)

/** In the language of the chat that is known here; what goes to others is made when theirs have been looked up. */
const prepared = (letter: UpdateLetter): OutboxRow[] | undefined =>
  isLocal(letter) ? rowsOfLetters([{ ...letter, notes: letter.notes.messages }], nonce) : undefined

const stayIn = (data: string | undefined): Stay | undefined => (data === undefined ? undefined : JSON.parse(data))

/** The same failure, for an update whose notes the database has refused. */
export function failureOf(waiting: Waiting, error: string, now: Date): Failure {
  const isLast = waiting.attempts + 1 >= TRIES
  return { waiting, error, again: isLast ? undefined : after(now, PAUSES_MS[waiting.attempts] ?? 0) }
}

const typeOf = (waiting: Waiting, update: Update) => {
  if (waiting.kind === 'result') return 'result'
  for (const key in update) if (key !== 'update_id') return key
  return 'unknown'
}

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

export const chatsOf = (updates: readonly Chat[]): Chat[] => [
  ...new Map(updates.map(({ bot, chat }) => [keyOfChat({ bot, chat }), { bot, chat }])).values(),
]
