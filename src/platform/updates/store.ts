import { joinJson, jsonList } from '../db/array-literal.ts'
import type { Queryable } from '../db/database.ts'
import type { ResultEvent } from '../outbox/record.ts'
import type { Arrival } from './arrival.ts'
import type { Chat } from './waiting.ts'

/**
 * Writes updates down to be handled later. A repeated one changes nothing.
 * DO UPDATE on the queue, never DO NOTHING: it waits for a worker that is just leaving the chat. Otherwise an update that
 * arrives at that moment finds the old row, the worker deletes it, and nobody ever looks at the chat again.
 */
export const storeWaiting = (target: Queryable, arrivals: readonly Arrival[], now: Date): Promise<void> =>
  insertWaiting(target, arrivals.map(rowOf), now)

export const rowOf = (arrival: Arrival): Row => ({ ...arrival, updateId: arrival.update.update_id, kind: 'update' })

/** Telegram's answers to our own calls enter like updates, in the transaction that records them. */
export const insertResults = (transaction: Queryable, events: readonly ResultEvent[], now: Date): Promise<void> =>
  insertWaiting(
    transaction,
    events.map(({ bot, chat, id, perhaps: _, blocked: __, ...event }) => ({
      bot,
      updateId: -id,
      hash: 'result',
      chat,
      kind: 'result',
      payload: JSON.stringify(event),
    })),
    now,
  )

interface Row {
  bot: string
  /** Telegram's update_id; for an answer to one of our calls the negative id of its outbox row. */
  updateId: number
  hash: string
  chat: number
  kind: string
  payload: string
}

async function insertWaiting(target: Queryable, rows: readonly Row[], now: Date): Promise<void> {
  await target.query(
    `with fresh as (
       insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, received_at)
       select bot, update_id, hash, chat, kind, payload, $7
       from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], ${jsonList('$6')})
         with ordinality as t (bot, update_id, hash, chat, kind, payload, n)
       order by n
       on conflict (bot, update_id, hash) do nothing
       returning bot, chat)
     insert into posthouse.chat_queue (bot, chat, since, not_before)
     select distinct bot, chat, $7::timestamptz, '-infinity'::timestamptz from fresh order by bot, chat
     on conflict (bot, chat) do update set ver = chat_queue.ver + 1`,
    [
      rows.map((row) => row.bot),
      rows.map((row) => row.updateId),
      rows.map((row) => row.hash),
      rows.map((row) => row.chat),
      rows.map((row) => row.kind),
      joinJson(rows.map((row) => row.payload)),
      now,
    ],
  )
}

/** Writes updates down as done, for a transaction that handles them. Resolves to their numbers; one that was there before has none. */
export async function storeDone(
  transaction: Queryable,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<(number | undefined)[]> {
  const { rows } = await transaction.query<{ seq: number; bot: string; updateId: number; hash: string }>(
    `insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, state, received_at, done_at)
     select bot, update_id, hash, chat, 'update', payload, 1, $6, $6
     from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], ${jsonList('$5')})
       with ordinality as t (bot, update_id, hash, chat, payload, n)
     order by n
     on conflict (bot, update_id, hash) do nothing
     returning seq, bot, update_id as "updateId", hash`,
    [
      arrivals.map((arrival) => arrival.bot),
      arrivals.map((arrival) => arrival.update.update_id),
      arrivals.map((arrival) => arrival.hash),
      arrivals.map((arrival) => arrival.chat),
      joinJson(arrivals.map((arrival) => arrival.payload)),
      now,
    ],
  )
  const seqs = new Map(rows.map((row) => [`${row.bot} ${row.updateId} ${row.hash}`, row.seq]))
  return arrivals.map((arrival) => {
    const key = `${arrival.bot} ${arrival.update.update_id} ${arrival.hash}`
    const seq = seqs.get(key)
    // The same update twice in one batch: only the first of them is fresh.
    seqs.delete(key)
    return seq
  })
}

/** Makes updates wait that were written down as done, and puts their chats into the queue. */
export async function letWait(
  transaction: Queryable,
  updates: readonly (Chat & { seq: number; attempts: number; error?: string; notBefore?: Date })[],
  now: Date,
): Promise<void> {
  if (updates.length === 0) return
  await transaction.query(
    `with back as (
       update posthouse.inbox i set state = 0, done_at = null, attempts = x.attempts, error = x.error
       from unnest($1::bigint[], $2::smallint[], $3::text[]) as x (seq, attempts, error) where i.seq = x.seq returning 1)
     insert into posthouse.chat_queue (bot, chat, since, not_before)
     select bot, chat, $4, coalesce(max(at), '-infinity') from unnest($5::text[], $6::bigint[], $7::timestamptz[]) as t (bot, chat, at)
     group by bot, chat order by bot, chat
     on conflict (bot, chat) do update set ver = chat_queue.ver + 1`,
    [
      updates.map(({ seq }) => seq),
      updates.map(({ attempts }) => attempts),
      updates.map(({ error }) => error?.replaceAll('\0', '').slice(0, 2000) ?? null),
      now,
      updates.map(({ bot }) => bot),
      updates.map(({ chat }) => chat),
      updates.map(({ notBefore }) => notBefore?.toISOString() ?? null),
    ],
  )
}
