import { joinJson, jsonList } from '../db/array-literal.ts'
import type { Database } from '../db/database.ts'
import { keyOfChat } from '../ops/chat-key.ts'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import type { Handover, Offer } from '../outbox/handover.ts'
import { nonce } from '../outbox/nonce.ts'
import { COLUMNS, columnsOf, readyOf, rowsOfLetters, selectRows } from '../outbox/write.ts'
import type { Acquaintances } from '../people/acquaintances.ts'
import { type Person, recognise } from '../people/people.ts'
import type { Arrival } from './arrival.ts'
import { chatsOf, isLocal, type Outcome, type Read, readAll, runAll, type UpdateLetter } from './batch.ts'
import type { Running } from './handle.ts'
import type { SessionCache } from './session-cache.ts'
import type { Chat } from './waiting.ts'

/**
 * The short way of updates of which everything is known in this process: their handlers run before the database is asked
 * anything, and one statement checks that what was known still holds and writes all that came of them. That takes an era
 * (`standingOf`), in which nobody else handles updates. Whatever does not fit takes the long way, as if nothing had been.
 */
export interface FastPath {
  /** Resolves, when what fits is committed, to the outcome of that and to the updates that have to go the long way. */
  handle(arrivals: readonly Arrival[], now: Date): Promise<Passage>
  /** Nobody else in this process may begin with this chat now. */
  isBusyWith(chat: Chat): boolean
}

export interface Passage {
  outcome: Outcome | undefined
  others: readonly Arrival[]
}

export interface FastPathOptions {
  database: Database
  clock: Clock
  log: Log
  superadmins: ReadonlySet<number>
  bots: ReadonlyMap<string, Running>
  owner: string
  handover: Handover
  cache: SessionCache
  memory: Acquaintances
  /** Another part of this process is at work in this chat. */
  isTaken(chat: Chat): boolean
}

export function createFastPath(options: FastPathOptions): FastPath {
  const { database, clock, log, superadmins, bots, owner, handover, cache, memory, isTaken } = options
  const busy = new Set<string>()

  /** What runs without a transaction, with everything that can be said before it is written. */
  async function tryOut(arrivals: readonly Arrival[], now: Date) {
    const known = { version: memory.version(), era: cache.era() }
    const people = new Map([...bots.keys()].map((bot) => [bot, new Map<number, Person>()]))
    const sessions = new Map<string, string>()
    const strange = new Set<string>()
    const read = readAll(
      arrivals.map((arrival) => ({ ...arrival, seq: 0, kind: 'update', attempts: 0, receivedAt: now })),
      bots,
    )
    for (const one of read) if (isTaken(one.waiting) || !look(one)) strange.add(keyOfChat(one.waiting))
    const isFit = ({ waiting }: Read) => !strange.has(keyOfChat(waiting))
    const outcome = await runAll(read.filter(isFit), {
      transaction: undefined,
      clock,
      now,
      log,
      superadmins,
      people,
      sessions,
    })
    return { known, outcome, strange }

    /** False when somebody or something would have to be read. */
    function look({ waiting: { bot }, sender, whole, own }: Read): boolean {
      const person = sender && recognise(memory, bot, sender, superadmins)
      if (sender && !person) return false
      if (person) people.get(bot)?.set(person.telegramId, person)
      for (const place of own ? [whole, own] : [whole]) {
        const data = cache.recall(place)
        if (data === undefined) return false
        if (data !== null) sessions.set(place.key, data)
      }
      return true
    }
  }

  async function handle(arrivals: readonly Arrival[], now: Date): Promise<Passage> {
    const nothing = { outcome: undefined, others: arrivals }
    // The same update twice at once: only the long way tells them apart.
    if (cache.era() === undefined || new Set(arrivals.map(({ hash }) => hash)).size < arrivals.length) return nothing
    const mine = chatsOf(arrivals)
    for (const chat of mine) busy.add(keyOfChat(chat))
    let offer: Offer | undefined
    try {
      const { known, outcome, strange } = await tryOut(arrivals, now)
      for (const { waiting } of outcome.failed) strange.add(keyOfChat(waiting))
      for (const waiting of outcome.held) strange.add(keyOfChat(waiting))
      for (const key of outcome.unfit) strange.add(key)
      for (const letter of outcome.letters) if (!isShort(letter)) strange.add(keyOfChat(chatOf(letter)))
      const fit = strange.size === 0 ? mine : mine.filter((chat) => !strange.has(keyOfChat(chat)))
      offer = handover.offer(fit)
      if (!offer) return nothing
      const { carries } = offer
      for (const letter of outcome.letters)
        if (letter.notes.messages.length > 0 && !carries(chatOf(letter))) strange.add(keyOfChat(chatOf(letter)))
      const kept = strange.size === 0 ? outcome : without(outcome, strange)
      const fits = strange.size === 0 ? arrivals : arrivals.filter((arrival) => !strange.has(keyOfChat(arrival)))
      if (fits.length === 0) return nothing
      const isWritten = await write(fits, kept, known, offer, now)
      if (!isWritten) return nothing
      return { outcome: kept, others: strange.size === 0 ? [] : arrivals.filter((one) => strange.has(keyOfChat(one))) }
    } finally {
      offer?.end()
      for (const chat of mine) busy.delete(keyOfChat(chat))
    }
  }

  /** False when what was known did not hold any more: nothing is written then. */
  async function write(
    arrivals: readonly Arrival[],
    outcome: Outcome,
    { version, era }: { version: number; era: number | undefined },
    offer: Offer,
    now: Date,
  ): Promise<boolean> {
    const chats = chatsOf(arrivals)
    const letters = outcome.letters.map(({ notes, ...letter }) => ({ ...letter, notes: notes.messages }))
    const rows = rowsOfLetters(letters, nonce)
    const set = outcome.sessions.filter(({ data }) => data !== undefined)
    const over = outcome.sessions.filter(({ data }) => data === undefined)
    const keep = cache.change(outcome.sessions)
    const along = handover.takeAlong()
    let isOver = false
    try {
      const answer = await database.inLine<{ ok: number; ids: number[] | null }>(WRITE, [
        owner,
        era,
        version,
        chats.map(({ bot }) => bot),
        chats.map(({ chat }) => chat),
        arrivals.map(({ bot }) => bot),
        arrivals.map(({ update }) => update.update_id),
        arrivals.map(({ hash }) => hash),
        arrivals.map(({ chat }) => chat),
        joinJson(arrivals.map(({ payload }) => payload)),
        now,
        set.map(({ place }) => place.bot),
        set.map(({ place }) => place.chat),
        set.map(({ place }) => place.telegramId),
        joinJson(set.map(({ data }) => data ?? '')),
        over.map(({ place }) => place.bot),
        over.map(({ place }) => place.chat),
        over.map(({ place }) => place.telegramId),
        ...columnsOf(
          rows,
          rows.map(() => offer.owner),
          now,
        ),
        along.ids,
      ])
      const { ok = 0, ids } = answer.rows[0] ?? {}
      if (ok === 0) return false
      isOver = true
      keep()
      offer.take(readyOf(rows, ids ?? [], now))
      return true
    } finally {
      along.end(isOver)
    }
  }

  return { handle, isBusyWith: (chat) => busy.has(keyOfChat(chat)) }
}

const chatOf = ({ bot, here }: UpdateLetter): Chat => ({ bot, chat: here.chat })

/** It writes to its own chat only, and queues no work. */
const isShort = (letter: UpdateLetter) =>
  letter.notes.jobs.length === 0 && letter.notes.audits.length === 0 && isLocal(letter)

function without({ done, letters, sessions, counts, isLate }: Outcome, chats: ReadonlySet<string>): Outcome {
  const stays = (chat: Chat) => !chats.has(keyOfChat(chat))
  return {
    done: done.filter(stays),
    failed: [],
    held: [],
    letters: letters.filter((letter) => stays(chatOf(letter))),
    sessions: sessions.filter(({ place }) => stays(place)),
    counts: counts.filter(stays),
    unfit: new Set(),
    isLate,
  }
}

/**
 * `mine` locks this process's row among the senders: whoever handles an update elsewhere changes it first and so waits for this,
 * or has changed it, and then this finds no era. It waits for nobody.
 */
const WRITE = `with mine as materialized (
    select 1 from posthouse.senders where owner = $1 and era = $2 for no key update skip locked),
  ok as materialized (
    select 1 from mine where coalesce((select n from posthouse.people_version), 0) = $3
      and not exists (
        select from unnest($4::text[], $5::bigint[]) as c (bot, chat)
        where exists (select from posthouse.chat_queue q where q.bot = c.bot and q.chat = c.chat)
          or exists (select from posthouse.lanes l where l.bot = c.bot and l.chat = c.chat))
      and not exists (
        select from unnest($6::text[], $7::bigint[], $8::text[]) as u (bot, update_id, hash)
        join posthouse.inbox using (bot, update_id, hash))),
  taken as (
    insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, state, received_at, done_at)
    select bot, update_id, hash, chat, 'update', payload, 1, $11::timestamptz, $11
    from unnest($6::text[], $7::bigint[], $8::text[], $9::bigint[], ${jsonList('$10')})
      with ordinality as t (bot, update_id, hash, chat, payload, n) cross join ok order by n),
  remembered as (
    insert into posthouse.sessions (bot, chat, telegram_id, data, updated_at)
    select bot, chat, telegram_id, data, $11 from unnest($12::text[], $13::bigint[], $14::bigint[], ${jsonList('$15')})
      as t (bot, chat, telegram_id, data) cross join ok
    on conflict (bot, chat, telegram_id) do update set data = excluded.data, updated_at = excluded.updated_at),
  forgotten as (
    delete from posthouse.sessions s using unnest($16::text[], $17::bigint[], $18::bigint[]) as x (bot, chat, telegram_id), ok
    where s.bot = x.bot and s.chat = x.chat and s.telegram_id = x.telegram_id),
  said as (
    insert into posthouse.outbox (${COLUMNS}) ${selectRows(19, 'cross join ok')} returning id),
  gone as (
    delete from posthouse.outbox o using unnest($31::bigint[]) as x (id), ok where o.id = x.id)
  select (select count(*) from ok)::int as ok, (select array_agg(id) from said) as ids`
