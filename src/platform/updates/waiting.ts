import type { Queryable } from '../db/database.ts'

export interface Waiting {
  seq: number
  bot: string
  chat: number
  kind: string
  payload: string
  attempts: number
  receivedAt: Date
}

export interface Chat {
  bot: string
  chat: number
}

/**
 * Locks chats that have something waiting and reads their next updates. Another worker skips what is locked here;
 * the locks go with the transaction, also when this process dies.
 */
export async function takeChats(
  transaction: Queryable,
  bots: readonly string[],
  now: Date,
  mostChats: number,
  mostPerChat: number,
): Promise<{ chats: Chat[]; updates: Waiting[] }> {
  const { rows } = await transaction.query<Chat & { seq: number | null } & Omit<Waiting, 'seq'>>(
    `with chats as materialized (
       select bot, chat, since from posthouse.chat_queue
       where bot = any($1::text[]) and not_before <= $2
       order by since limit $3 for update skip locked)
     select c.bot, c.chat, i.seq, i.kind, i.payload, i.attempts, i.received_at as "receivedAt"
     from chats c left join lateral (
       select seq, kind, payload, attempts, received_at from posthouse.inbox
       where bot = c.bot and chat = c.chat and state = 0 order by seq limit $4) i on true
     order by c.since, c.bot, c.chat, i.seq`,
    [bots, now, mostChats, mostPerChat],
  )
  const chats = new Map(rows.map(({ bot, chat }) => [`${bot} ${chat}`, { bot, chat }]))
  return { chats: [...chats.values()], updates: rows.filter((row): row is Chat & Waiting => row.seq !== null) }
}

export async function markDone(transaction: Queryable, seqs: readonly number[], now: Date): Promise<void> {
  if (seqs.length === 0) return
  await transaction.query(
    'update posthouse.inbox set state = 1, done_at = $2, error = null where seq = any($1::bigint[])',
    [seqs, now],
  )
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
       done_at = case when $3 then $4::timestamptz end where seq = $1`,
    [seq, error.replaceAll('\0', '').slice(0, 2000), dead, now],
  )
}

/** Lets go of locked chats: those with nothing left leave the queue, the others go behind those that waited as long. */
export async function leaveChats(
  transaction: Queryable,
  chats: readonly Chat[],
  pauses: ReadonlyMap<Chat, Date>,
  now: Date,
): Promise<void> {
  const bots = chats.map(({ bot }) => bot)
  const ids = chats.map(({ chat }) => chat)
  await Promise.all([
    transaction.query(
      `delete from posthouse.chat_queue q using unnest($1::text[], $2::bigint[]) as x (bot, chat)
       where q.bot = x.bot and q.chat = x.chat
         and not exists (select 1 from posthouse.inbox i where i.bot = q.bot and i.chat = q.chat and i.state = 0)`,
      [bots, ids],
    ),
    transaction.query(
      `update posthouse.chat_queue q set since = $4, not_before = coalesce(x.at, q.not_before)
       from unnest($1::text[], $2::bigint[], $3::timestamptz[]) as x (bot, chat, at) where q.bot = x.bot and q.chat = x.chat`,
      [bots, ids, chats.map((chat) => pauses.get(chat)?.toISOString() ?? null), now],
    ),
  ])
}
