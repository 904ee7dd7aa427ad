import type { Database, Queryable } from '../db/database.ts'
import { keyOfChat } from '../ops/chat-key.ts'
import type { Ready } from './rows.ts'

/** The messages of a chat that nobody carries yet, in order. */
export interface Lane {
  bot: string
  chat: number
  /** Changes with everything that is written to the lane. */
  ver: number
  failures: number
}

interface Chat {
  bot: string
  chat: number
}

export const ROWS_AT_ONCE = 20

/**
 * Puts chats in line for sending. DO UPDATE, never DO NOTHING: it waits for a sender that is just leaving the lane and
 * changes `ver`, so that the sender sees there is more; otherwise the last message could lie there for ever.
 * A lane that waits for Telegram's retry_after keeps its time; any other is due at once, whatever the writer's clock says.
 * Sorted, so that two writers cannot deadlock.
 */
export async function queueLanes(
  transaction: Queryable,
  rows: readonly (Chat & { priority: number })[],
): Promise<void> {
  const lanes = new Map<string, Chat & { priority: number }>()
  for (const row of rows) {
    const key = keyOfChat(row)
    if ((lanes.get(key)?.priority ?? 99) > row.priority) lanes.set(key, row)
  }
  const sorted = [...lanes.values()].sort((a, b) => (a.bot === b.bot ? a.chat - b.chat : a.bot < b.bot ? -1 : 1))
  await transaction.query(
    `insert into posthouse.lanes (bot, chat, priority, next_at)
     select bot, chat, priority, '-infinity' from unnest($1::text[], $2::bigint[], $3::smallint[]) with ordinality as t (bot, chat, priority, n)
     order by n
     on conflict (bot, chat) do update set ver = lanes.ver + 1, priority = least(lanes.priority, excluded.priority)`,
    [sorted.map((row) => row.bot), sorted.map((row) => row.chat), sorted.map((row) => row.priority)],
  )
}

/** Takes chats that have something to send. One for which a sender carries something already has to wait for that. */
export async function claimLanes(
  database: Database,
  owner: string,
  bots: readonly string[],
  most: number,
  now: Date,
): Promise<Lane[]> {
  const { rows } = await database.query<Lane>(
    `update posthouse.lanes l set owner = $1
     from (select bot, chat from posthouse.lanes q
           where bot = any($2::text[]) and next_at <= $3 and owner is null and not exists (
             select from posthouse.outbox o where o.bot = q.bot and o.chat = q.chat and o.state < 2 and o.owner is not null)
             and exists (select from posthouse.senders where owner = $1)
           order by priority, next_at limit $4 for update skip locked) c
     where l.bot = c.bot and l.chat = c.chat
     returning l.bot, l.chat, l.ver, l.failures`,
    [owner, bots, now, most],
  )
  return rows
}

const COLUMNS = `o.id, o.priority, o.method, o.payload, o.name, o.follow_up as "followUp", o.follow_up_data as "followUpData",
  o.prefer_silence as "preferSilence", o.state, o.created_at as "createdAt", o.answers`
const NEXT = `select * from posthouse.outbox where bot = l.bot and chat = l.chat and state < 2 and owner is null
  order by priority, id limit ${ROWS_AT_ONCE}`

/** The next rows of each lane, in the order in which they must be sent. */
export async function readyIn(target: Queryable, lanes: readonly Chat[]): Promise<Ready[]> {
  const { rows } = await target.query<Ready>(
    `select l.bot, l.chat, ${COLUMNS} from unnest($1::text[], $2::bigint[]) as l (bot, chat) cross join lateral (${NEXT}) o`,
    [lanes.map((lane) => lane.bot), lanes.map((lane) => lane.chat)],
  )
  return rows
}

/** The lane's present version, or undefined when it is not this owner's. */
export async function lookAgain(target: Queryable, owner: string, { bot, chat }: Chat): Promise<Lane | undefined> {
  const { rows } = await target.query<Lane>(
    'select bot, chat, ver, failures from posthouse.lanes where bot = $1 and chat = $2 and owner = $3',
    [bot, chat, owner],
  )
  return rows[0]
}

/**
 * Deletes lanes; one that got more in the meantime has another `ver` and stays. Rows are locked in the order in which
 * writers lock them: two that met crosswise would both wait for PostgreSQL to notice.
 */
export async function leaveLanes(target: Queryable, owner: string, lanes: readonly Lane[]): Promise<Set<string>> {
  const { rows } = await target.query<Chat>(
    `with over as materialized (
       select l.bot, l.chat from posthouse.lanes l join unnest($2::text[], $3::bigint[], $4::bigint[]) as x (bot, chat, ver)
         on l.bot = x.bot and l.chat = x.chat
       where l.ver = x.ver and l.owner = $1 order by l.bot, l.chat for update of l)
     delete from posthouse.lanes l using over where l.bot = over.bot and l.chat = over.chat
     returning l.bot, l.chat`,
    [owner, lanes.map((lane) => lane.bot), lanes.map((lane) => lane.chat), lanes.map((lane) => lane.ver)],
  )
  return new Set(rows.map(keyOfChat))
}

/** Gives a lane back until `at`: the chat or the bot has to wait. */
export const parkLane = (target: Queryable, owner: string, { bot, chat }: Chat, at: Date, failures: number) =>
  target.query(
    'update posthouse.lanes set owner = null, next_at = $4, failures = $5 where bot = $1 and chat = $2 and owner = $3',
    [bot, chat, owner, at, failures],
  )
