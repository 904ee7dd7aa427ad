import type { Update } from '@grammyjs/types'
import type { Queryable } from '../db/database.ts'
import { keyOfChat } from '../ops/chat-key.ts'

export interface Waiting {
  seq: number
  bot: string
  chat: number
  kind: string
  payload: string
  /** The payload as an object, where somebody has read it already. */
  update?: Update
  attempts: number
  receivedAt: Date
}

export interface Chat {
  bot: string
  chat: number
}

/**
 * A chat belongs to the transaction that holds its lock, in whichever process. The locks go with the transaction, also
 * when its process dies. Two chats that share a number only wait for each other.
 */
const LOCK = 'pg_try_advisory_xact_lock(hashtextextended(bot, chat))'

/**
 * Locks chats that have something waiting, the longest wait first; what another worker has locked is passed over.
 * `offset 0` keeps the lock out of the inner query: it is tried row by row, and no further than the limit.
 * Their rows in the queue are left alone, because whoever writes down a chat's next update has to change its row and would
 * wait for the whole batch. Their updates are read by another statement: one that began before the lock was had could
 * still see what its last holder has handled since.
 */
export async function lockWaitingChats(
  transaction: Queryable,
  bots: readonly string[],
  now: Date,
  most: number,
): Promise<Chat[]> {
  const { rows } = await transaction.query<Chat>(
    `select bot, chat from (
       select bot, chat from posthouse.chat_queue where bot = any($1::text[]) and not_before <= $2 order by since offset 0) due
     where ${LOCK} limit $3`,
    [bots, now, most],
  )
  return rows
}

/** The next updates of each chat, in order; none of a chat that its last holder has given a pause. */
export async function nextOf(
  transaction: Queryable,
  chats: readonly Chat[],
  mostPerChat: number,
  now: Date,
): Promise<Waiting[]> {
  const { rows } = await transaction.query<Waiting>(
    `select c.bot, c.chat, i.seq, i.kind, i.payload, i.attempts, i.received_at as "receivedAt"
     from unnest($1::text[], $2::bigint[]) with ordinality as c (bot, chat, n)
     join posthouse.chat_queue q on q.bot = c.bot and q.chat = c.chat and q.not_before <= $4
     cross join lateral (
       select seq, kind, payload, attempts, received_at from posthouse.inbox
       where bot = c.bot and chat = c.chat and state = 0 order by seq limit $3) i
     order by c.n, i.seq`,
    [chats.map(({ bot }) => bot), chats.map(({ chat }) => chat), mostPerChat, now],
  )
  return rows
}

/** Tries to lock chats; resolves to those that are ours now. */
export async function lockChats(transaction: Queryable, chats: readonly Chat[]): Promise<Chat[]> {
  const { rows } = await transaction.query<Chat>(
    `select bot, chat from unnest($1::text[], $2::bigint[]) as t (bot, chat) where ${LOCK}`,
    [chats.map(({ bot }) => bot), chats.map(({ chat }) => chat)],
  )
  return rows
}

/** Chats in which something has to wait for its turn. */
export interface Busy {
  /** Updates wait: what arrives goes behind them. */
  updates: Set<string>
  /** Messages stand in line, or another sender carries one: what is said goes behind them. */
  messages: Set<string>
}

const QUEUED = 'exists (select from posthouse.chat_queue q where q.bot = t.bot and q.chat = t.chat)'
const IN_LINE = 'exists (select from posthouse.lanes l where l.bot = t.bot and l.chat = t.chat)'
const CARRIED =
  'exists (select from posthouse.outbox o where o.bot = t.bot and o.chat = t.chat and o.state < 2 and o.owner <> $3)'

/**
 * To be asked once the chats are locked, in a statement of its own: an earlier one would not see what has just been committed.
 * Without an `owner` nobody else can carry anything, and the outbox need not be looked at: a fifth of a batch's work.
 */
export async function busyAmong(
  transaction: Queryable,
  owner: string | undefined,
  chats: readonly Chat[],
): Promise<Busy> {
  const { rows } = await transaction.query<Chat & { updates: boolean; messages: boolean }>(
    `select bot, chat, updates, messages from (
       select t.bot, t.chat, ${QUEUED} as updates, ${owner === undefined ? IN_LINE : `${IN_LINE} or ${CARRIED}`} as messages
       from unnest($1::text[], $2::bigint[]) as t (bot, chat)) b
     where updates or messages`,
    [chats.map(({ bot }) => bot), chats.map(({ chat }) => chat), ...(owner === undefined ? [] : [owner])],
  )
  return {
    updates: new Set(rows.filter(({ updates }) => updates).map(keyOfChat)),
    messages: new Set(rows.filter(({ messages }) => messages).map(keyOfChat)),
  }
}

/** Another worker can only have handled one of them if the chat's lock has failed; then nothing of this batch may be kept. */
export async function markDone(transaction: Queryable, seqs: readonly number[], now: Date): Promise<void> {
  if (seqs.length === 0) return
  const { count } = await transaction.query(
    'update posthouse.inbox set state = 1, done_at = $2, error = null where seq = any($1::bigint[]) and state = 0',
    [seqs, now],
  )
  if (count !== seqs.length) throw new Error('An update of this batch has been handled by somebody else.')
}

/** Counts a failed try; `dead` sets the update aside for the admin's desk. */
export async function markFailed(
  transaction: Queryable,
  seq: number,
  error: string,
  dead: boolean,
  now: Date,
): Promise<void> {
  await transaction.query(
    `update posthouse.inbox set attempts = attempts + 1, error = $2, state = case when $3 then 2 else state end,
       done_at = case when $3 then $4::timestamptz end where seq = $1 and state = 0`,
    [seq, error.replaceAll('\0', '').slice(0, 2000), dead, now],
  )
}

/**
 * Lets go of locked chats: those with nothing left leave the queue, the others go behind those that waited as long.
 * Their rows are locked first, in the order of all who write to the queue: what was written down until then is seen by the
 * next statement, and what comes later waits for this commit and makes a new row.
 */
export async function leaveChats(
  transaction: Queryable,
  chats: readonly Chat[],
  pauses: ReadonlyMap<string, Date>,
  now: Date,
): Promise<void> {
  const bots = chats.map(({ bot }) => bot)
  const ids = chats.map(({ chat }) => chat)
  await Promise.all([
    transaction.query(
      `select 1 from posthouse.chat_queue where (bot, chat) in (select * from unnest($1::text[], $2::bigint[]))
       order by bot, chat for update`,
      [bots, ids],
    ),
    transaction.query(
      `delete from posthouse.chat_queue q using unnest($1::text[], $2::bigint[]) as x (bot, chat)
       where q.bot = x.bot and q.chat = x.chat
         and not exists (select 1 from posthouse.inbox i where i.bot = q.bot and i.chat = q.chat and i.state = 0)`,
      [bots, ids],
    ),
    transaction.query(
      `update posthouse.chat_queue q set since = $4, not_before = coalesce(x.at, q.not_before)
       from unnest($1::text[], $2::bigint[], $3::timestamptz[]) as x (bot, chat, at) where q.bot = x.bot and q.chat = x.chat`,
      [bots, ids, chats.map((chat) => pauses.get(keyOfChat(chat))?.toISOString() ?? null), now],
    ),
  ])
}
