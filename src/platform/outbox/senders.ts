import type { Database, Queryable } from '../db/database.ts'
import { queueLanes } from './lanes.ts'

/** A sender that has not been seen for so long, by the database's clock, is gone. */
export const GONE_MS = 30_000

/** While nobody else is there, an era begins. */
const NEW_ERA =
  "case when not exists (select from posthouse.senders where owner <> $1) then nextval('posthouse.eras') end"

/** Says for the first time that this process sends. Resolves to how many others do; of two that come together the second sees the first. */
export const enterSenders = (database: Database, owner: string): Promise<number> =>
  database.transaction(async (transaction) => {
    await transaction.query("select pg_advisory_xact_lock(hashtextextended('posthouse.senders', 0))")
    const { rows } = await transaction.query<{ others: number }>(
      `with mine as (
         insert into posthouse.senders (owner, seen_at, era) values ($1, clock_timestamp(), ${NEW_ERA})
         on conflict (owner) do update set seen_at = excluded.seen_at, era = excluded.era)
       select count(*)::int as others from posthouse.senders where owner <> $1`,
      [owner],
    )
    return rows[0]?.others ?? 0
  })

/** Says that this process still sends. Resolves to how many do, or to 0 when it was taken for gone. */
export async function staySender(target: Queryable, owner: string): Promise<number> {
  const { rows } = await target.query<{ senders: number }>(
    `with mine as (update posthouse.senders set seen_at = clock_timestamp(), era = coalesce(era, ${NEW_ERA})
       where owner = $1 returning 1)
     select count(*)::int + (select count(*) from posthouse.senders where owner <> $1)::int as senders from mine having count(*) > 0`,
    [owner],
  )
  return rows[0]?.senders ?? 0
}

/** How this process stands among those that work here. */
export interface Standing {
  sends: boolean
  /** For as long as it is the same, no other process has written a session. */
  era: number | undefined
}

/**
 * Whether this process counts as a sender; nobody can take it for gone before the transaction has ended. Otherwise what is
 * committed just after that would be carried by a sender that nobody misses any more.
 * To be asked when the chats are locked. It ends the eras of all others: whoever has one and locks one of these chats next
 * sees that somebody else was there.
 */
export async function standingOf(transaction: Queryable, owner: string): Promise<Standing> {
  const { rows } = await transaction.query<{ era: number | null }>(
    `with others as (update posthouse.senders set era = null where owner <> $1 and era is not null)
     select era from posthouse.senders where owner = $1 for key share`,
    [owner],
  )
  return { sends: rows.length === 1, era: rows[0]?.era ?? undefined }
}

/** Lets others have what senders had that are gone. Resolves to the number of chats for which one of them may have had a call in flight. */
export const freeGone = (database: Database): Promise<number> =>
  database.transaction(async (transaction) => {
    const { rows } = await transaction.query<{ owner: string }>(
      "delete from posthouse.senders where seen_at < clock_timestamp() - $1 * interval '1 millisecond' returning owner",
      [GONE_MS],
    )
    return rows.length === 0
      ? 0
      : free(
          transaction,
          rows.map(({ owner }) => owner),
        )
  })

/** Gives back what is carried by somebody who is no sender, which nothing leaves behind: looked for once at a start. */
export const freeStrays = (database: Database): Promise<number> =>
  database.transaction(async (transaction) => {
    const { rows } = await transaction.query<{ owner: string }>(
      `select owner from posthouse.outbox where owner is not null and state < 2 and owner not in (select owner from posthouse.senders)
       union select owner from posthouse.lanes where owner is not null and owner not in (select owner from posthouse.senders)`,
    )
    return rows.length === 0
      ? 0
      : free(
          transaction,
          rows.map(({ owner }) => owner),
        )
  })

/** Before a single process starts, whoever carried something is gone. */
export const freeAll = (database: Database): Promise<number> =>
  database.transaction(async (transaction) => {
    await transaction.query('delete from posthouse.senders')
    return free(transaction, undefined)
  })

/** A chat that has to wait, for Telegram's sake or after failures. */
export interface Pause {
  bot: string
  chat: number
  until: Date
  failures: number
}

/** This process sends no more: what it has not sent is given back, with the pauses that were to be kept. */
export const leaveSenders = (database: Database, owner: string, pauses: readonly Pause[]): Promise<number> =>
  database.transaction(async (transaction) => {
    await transaction.query('delete from posthouse.senders where owner = $1', [owner])
    return free(transaction, [owner], pauses)
  })

export interface Known {
  owner: string
  /** Younger rows may be on their way into the memory. */
  before: Date
  /** By id. */
  rows: readonly number[]
  lanes: readonly { bot: string; chat: number }[]
}

/** Gives back what this sender has and does not know of: the answer to a commit was lost, or the work on it failed. */
export const freeForgotten = (database: Database, { owner, before, rows, lanes }: Known): Promise<number> =>
  database.transaction(async (transaction) => {
    await transaction.query(
      `update posthouse.lanes set owner = null
       where owner = $1 and (bot, chat) not in (select * from unnest($2::text[], $3::bigint[]))`,
      [owner, lanes.map(({ bot }) => bot), lanes.map(({ chat }) => chat)],
    )
    const { rows: chats } = await transaction.query<{ bot: string; chat: number; priority: number }>(
      `with lost as (
         update posthouse.outbox set owner = null
         where owner = $1 and created_at < $2 and id <> all($3::bigint[]) returning bot, chat, priority)
       select bot, chat, min(priority) as priority from lost group by bot, chat order by bot, chat`,
      [owner, before, rows],
    )
    if (chats.length > 0) await queueLanes(transaction, chats)
    return chats.length
  })

/** Puts what these senders carried into lanes, and frees the lanes they had. `undefined` stands for all. */
async function free(
  transaction: Queryable,
  owners: readonly string[] | undefined,
  pauses: readonly Pause[] = [],
): Promise<number> {
  const { rows } = await transaction.query<{ chats: number }>(
    `with carried as (
       update posthouse.outbox set owner = null
       where owner is not null and ($1::text[] is null or owner = any($1)) returning bot, chat, priority),
     chats as (select bot, chat, min(priority) as priority from carried group by bot, chat order by bot, chat),
     freed as (
       update posthouse.lanes set owner = null
       where owner is not null and ($1::text[] is null or owner = any($1)) returning bot, chat),
     queued as (
       insert into posthouse.lanes (bot, chat, priority, next_at, failures)
       select c.bot, c.chat, c.priority, coalesce(p.until, '-infinity'), coalesce(p.failures, 0) from chats c
         left join unnest($2::text[], $3::bigint[], $4::timestamptz[], $5::smallint[]) as p (bot, chat, until, failures) using (bot, chat)
         where (c.bot, c.chat) not in (select bot, chat from freed)
       on conflict (bot, chat) do update set ver = lanes.ver + 1, priority = least(lanes.priority, excluded.priority))
     select count(*)::int as chats from (select bot, chat from chats union select bot, chat from freed) t`,
    [
      owners ?? null,
      pauses.map(({ bot }) => bot),
      pauses.map(({ chat }) => chat),
      pauses.map(({ until }) => until.toISOString()),
      pauses.map(({ failures }) => failures),
    ],
  )
  return rows[0]?.chats ?? 0
}
