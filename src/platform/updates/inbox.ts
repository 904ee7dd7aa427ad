import { createHash } from 'node:crypto'
import type { Update } from '@grammyjs/types'
import type { Database, Queryable } from '../db/database.ts'
import { batcher } from '../ops/batch.ts'
import type { Clock } from '../ops/clock.ts'
import type { ResultEvent } from '../outbox/record.ts'

export interface Incoming {
  bot: string
  update: Update
  /** The update as it came, when the door has the text already. */
  raw?: string
}

export interface Inbox {
  /** Resolves when the update is committed: from here nothing can lose it. A repeated update changes nothing. */
  accept(incoming: Incoming): Promise<void>
  acceptAll(incoming: readonly Incoming[]): Promise<void>
  idle(): boolean
}

/** Where what arrives together is written together, in one statement. */
export function createInbox({
  database,
  clock,
  committed,
}: {
  database: Database
  clock: Clock
  committed(): void
}): Inbox {
  const group = batcher<Incoming>(async (all) => {
    await insert(database, all.map(rowOf), clock.now())
    committed()
    return all.map(() => undefined)
  }, 1000)
  return {
    accept: (incoming) => group.add(incoming),
    acceptAll: async (all) => {
      await Promise.all(all.map((incoming) => group.add(incoming)))
    },
    idle: group.idle,
  }
}

/** Telegram's answers to our own calls enter like updates, in the transaction that records them. */
export const insertResults = (transaction: Queryable, events: readonly ResultEvent[], now: Date): Promise<void> =>
  insert(
    transaction,
    events.map(({ bot, chat, id, ...event }) => ({
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

export function rowOf({ bot, update, raw }: Incoming): Row {
  const payload = raw ?? JSON.stringify(update)
  return { bot, updateId: update.update_id, hash: hashOf(payload), chat: laneOf(update), kind: 'update', payload }
}

/** Telegram restarts its ids after an idle week, so an id alone does not make a repeat; the id with the same content does. */
const hashOf = (payload: string) => createHash('sha1').update(payload).digest('base64url')

/** The chat in whose order an update is handled; updates without one are ordered by their sender. */
export function laneOf(update: Update): number {
  for (const [key, value] of Object.entries(update)) {
    if (key === 'update_id' || typeof value !== 'object' || value === null) continue
    const chat = value.chat?.id ?? value.message?.chat?.id ?? value.from?.id ?? value.user?.id ?? value.user_chat_id
    if (Number.isSafeInteger(chat)) return chat
  }
  return 0
}

/**
 * DO UPDATE on the queue, never DO NOTHING: it waits for a worker that is just leaving the chat. Otherwise an update that
 * arrives at that moment finds the old row, the worker deletes it, and nobody ever looks at the chat again.
 */
async function insert(target: Queryable, rows: readonly Row[], now: Date): Promise<void> {
  await target.query(
    `with fresh as (
       insert into posthouse.inbox (bot, update_id, hash, chat, kind, payload, received_at)
       select bot, update_id, hash, chat, kind, payload, $7
       from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[])
         with ordinality as t (bot, update_id, hash, chat, kind, payload, n)
       order by n
       on conflict (bot, update_id, hash) do nothing
       returning bot, chat)
     insert into posthouse.chat_queue (bot, chat, since, not_before)
     select distinct bot, chat, $7::timestamptz, $7::timestamptz from fresh order by bot, chat
     on conflict (bot, chat) do update set ver = chat_queue.ver + 1`,
    [
      rows.map((row) => row.bot),
      rows.map((row) => row.updateId),
      rows.map((row) => row.hash),
      rows.map((row) => row.chat),
      rows.map((row) => row.kind),
      rows.map((row) => row.payload),
      now,
    ],
  )
}
