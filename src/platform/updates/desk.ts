import type { Update } from '@grammyjs/types'
import type { Queryable } from '../db/database.ts'
import { wakeAll } from '../db/wake.ts'
import { type Aside, type Deed, type Desk, type Found, idsAndBot, recordDeed } from '../people/desk.ts'
import { arrivalOf } from './arrival.ts'
import { typeIn, wordsIn } from './words.ts'

const DEAD = 2
const SKIPPED = 3

interface Row {
  id: number
  bot: string
  chat: number
  kind: string
  payload: string
  state: number
  attempts: number
  error: string | null
  update_id: number | null
  received_at: Date
  done_at: Date | null
}

const COLUMNS = 'seq as id, bot, chat, kind, payload, state, attempts, error, update_id, received_at, done_at'

/** Updates whose handler failed three times. Those that an operator skipped are theirs to put back, too. */
export const updatesDesk: Desk = {
  async list(target, { bot, discarded, most }) {
    const { rows } = await target.query<Row>(
      `select ${COLUMNS} from posthouse.inbox where state = $1 and ($2::text is null or bot = $2) order by done_at desc, seq desc limit $3`,
      [discarded ? SKIPPED : DEAD, bot ?? null, most],
    )
    return rows.map(asideOf)
  },
  async count(target, bot) {
    const { rows } = await target.query<{ n: number }>(
      'select count(*) as n from posthouse.inbox where state = $1 and ($2::text is null or bot = $2)',
      [DEAD, bot ?? null],
    )
    return rows[0]?.n ?? 0
  },
  async show(target, id) {
    const { rows } = await target.query<Row>(
      `select ${COLUMNS} from posthouse.inbox where seq = $1 and state in (${DEAD}, ${SKIPPED})`,
      [id],
    )
    const [row] = rows
    return (
      row && {
        ...asideOf(row),
        payload: row.payload,
        facts: { update_id: row.kind === 'update' ? row.update_id : null, received: row.received_at },
      }
    )
  },
  replay: (target, which, deed) =>
    putBack(target, 'ids' in which ? `state in (${DEAD}, ${SKIPPED})` : `state = ${DEAD}`, idsAndBot(which), deed),
  async discard(target, which, deed) {
    const { rows } = await target.query<Found>(
      `update posthouse.inbox set state = ${SKIPPED}, error = left('discarded: ' || $3 || coalesce(' (was: ' || error || ')', ''), 2000)
       where state = ${DEAD} and ($1::bigint[] is null or seq = any($1)) and ($2::text is null or bot = $2) returning seq as id, bot`,
      [...idsAndBot(which), deed.reason ?? ''],
    )
    await recordDeed(target, 'updates_discarded', rows, deed)
    return rows
  },
}

/** What was skipped comes back, all of a bot's or some, each chat's in its old order and before what waits there now. */
export const replaySkipped = (target: Queryable, bot: string, seqs: readonly number[] | undefined, deed: Deed) =>
  putBack(target, `state = ${SKIPPED}`, [seqs ?? null, bot], deed)

/** Of what was skipped, what came by a drop: a bad update that somebody discarded is not among it. */
const DROPPED = `state = ${SKIPPED} and error like 'dropped: %'`

/** The same for what was dropped, and nothing else. */
export const replayDropped = (target: Queryable, bot: string, deed: Deed) => putBack(target, DROPPED, [null, bot], deed)

export async function countDropped(target: Queryable, bot: string): Promise<number> {
  const { rows } = await target.query<{ n: number }>(
    `select count(*) as n from posthouse.inbox where bot = $1 and ${DROPPED}`,
    [bot],
  )
  return rows[0]?.n ?? 0
}

export async function countSkipped(target: Queryable, bot: string): Promise<number> {
  const { rows } = await target.query<{ n: number }>(
    `select count(*) as n from posthouse.inbox where bot = $1 and state = ${SKIPPED}`,
    [bot],
  )
  return rows[0]?.n ?? 0
}

/** Skipped updates in the order in which they came. */
export async function listSkipped(target: Queryable, bot: string, most: number, from: number): Promise<Aside[]> {
  const { rows } = await target.query<Row>(
    `select ${COLUMNS} from posthouse.inbox where bot = $1 and state = ${SKIPPED} order by seq limit $2 offset $3`,
    [bot, most, from],
  )
  return rows.map(asideOf)
}

export async function countWaiting(target: Queryable, bot: string): Promise<number> {
  const { rows } = await target.query<{ n: number }>(
    "select count(*) as n from posthouse.inbox where bot = $1 and state = 0 and kind = 'update'",
    [bot],
  )
  return rows[0]?.n ?? 0
}

/**
 * Skips what waits in the inbox. Telegram's answers to our own calls stay: nobody sent them, and they are part of something
 * that has begun. An update that a worker has in its hands at this moment becomes done as if it had come earlier.
 */
export async function skipWaiting(target: Queryable, bot: string, deed: Deed): Promise<number> {
  const { count } = await target.query(
    `update posthouse.inbox set state = ${SKIPPED}, done_at = $2, error = $3
     where seq in (select seq from posthouse.inbox where bot = $1 and state = 0 and kind = 'update' order by seq for update)
       and state = 0`,
    [bot, deed.now, skippedFor(deed)],
  )
  return count
}

/** Stores what Telegram still has, skipped from the start, so that it may be confirmed there. Repeats change nothing. */
export async function storeSkipped(
  target: Queryable,
  bot: string,
  updates: readonly Update[],
  deed: Deed,
): Promise<number> {
  const rows = updates.map((update) => arrivalOf({ bot, update }))
  const { count } = await target.query(
    `insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, state, received_at, done_at, error)
     select $1, update_id, hash, chat, 'update', payload, ${SKIPPED}, $6, $6, $7
     from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[]) with ordinality as t (update_id, hash, chat, payload, n)
     order by n
     on conflict (bot, update_id, hash) do nothing`,
    [
      bot,
      rows.map((row) => row.update.update_id),
      rows.map((row) => row.hash),
      rows.map((row) => row.chat),
      rows.map((row) => row.payload),
      deed.now,
      skippedFor(deed),
    ],
  )
  return count
}

const skippedFor = ({ reason = '' }: Deed) => `dropped: ${reason}`.replaceAll('\0', '').slice(0, 2000)

/** DO UPDATE, never DO NOTHING: it waits for a worker that is just leaving the chat (see store.ts). */
async function putBack(
  target: Queryable,
  state: string,
  [seqs, bot]: readonly [readonly number[] | null, string | null],
  deed: Deed,
): Promise<Found[]> {
  const { rows } = await target.query<Found & { chat: number }>(
    `update posthouse.inbox set state = 0, attempts = 0, error = null, done_at = null
     where ${state} and ($1::bigint[] is null or seq = any($1)) and ($2::text is null or bot = $2) returning seq as id, bot, chat`,
    [seqs, bot],
  )
  await recordDeed(target, 'updates_replayed', rows, deed)
  if (rows.length === 0) return rows
  await target.query(
    `insert into posthouse.chat_queue (bot, chat, since, not_before)
     select distinct bot, chat, $3::timestamptz, '-infinity'::timestamptz from unnest($1::text[], $2::bigint[]) as t (bot, chat)
     order by bot, chat
     on conflict (bot, chat) do update set ver = chat_queue.ver + 1`,
    [rows.map((row) => row.bot), rows.map((row) => row.chat), deed.now],
  )
  await wakeAll(target)
  return rows.map(({ id, bot }) => ({ id, bot }))
}

const asideOf = (row: Row): Aside => ({
  kind: 'update',
  id: row.id,
  bot: row.bot,
  chat: row.chat,
  what: typeIn(row.payload, row.kind),
  words: wordsIn(row.payload),
  state: row.state === DEAD ? 'dead' : 'skipped',
  tries: row.attempts,
  error: row.error ?? '',
  since: row.done_at ?? row.received_at,
})
