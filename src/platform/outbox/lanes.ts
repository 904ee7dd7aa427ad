import type { Database, Queryable } from '../db/database.ts'
import type { OutboxRow } from './write.ts'

/** A chat that has something to be sent to. */
export interface Lane {
  bot: string
  chat: number
  /** Changes with everything that is written to the lane; who has the newest knows all that waits in it. */
  ver: number
  /** The version before; 0 when the lane was new. */
  prev: number
  failures: number
  /** Its owner stopped renewing it: the first row may have been on its way. */
  abandoned?: boolean
}

export interface Ready extends OutboxRow {
  id: number
  state: number
  createdAt: Date
}

export const ROWS_AT_ONCE = 20

export const keyOfLane = ({ bot, chat }: { bot: string; chat: number }) => `${bot} ${chat}`

/** Takes chats that have something to send; the row says who owns them and until when, so a dead owner's lanes come back. */
export async function claimLanes(
  database: Database,
  owner: string,
  bots: readonly string[],
  most: number,
  now: Date,
  until: Date,
): Promise<Lane[]> {
  const { rows } = await database.query<Lane>(
    `update posthouse.lanes l set owner = $1, until = $4
     from (select bot, chat, owner is not null as abandoned from posthouse.lanes
           where bot = any($2::text[]) and next_at <= $3 and (owner is null or until < $3)
           order by priority, next_at limit $5 for update skip locked) c
     where l.bot = c.bot and l.chat = c.chat
     returning l.bot, l.chat, l.ver, l.prev, l.failures, c.abandoned`,
    [owner, bots, now, until, most],
  )
  return rows
}

const COLUMNS = `o.id, o.priority, o.method, o.payload, o.name, o.follow_up as "followUp", o.follow_up_data as "followUpData",
  o.prefer_silence as "preferSilence", o.state, o.created_at as "createdAt", o.answers`
const NEXT = `select * from posthouse.outbox where bot = l.bot and chat = l.chat and state < 2
  order by priority, id limit ${ROWS_AT_ONCE}`

/** The next rows of each lane, in the order in which they must be sent. */
export async function readyIn(target: Queryable, lanes: readonly { bot: string; chat: number }[]): Promise<Ready[]> {
  const { rows } = await target.query<Ready>(
    `select l.bot, l.chat, ${COLUMNS} from unnest($1::text[], $2::bigint[]) as l (bot, chat) cross join lateral (${NEXT}) o`,
    [lanes.map((lane) => lane.bot), lanes.map((lane) => lane.chat)],
  )
  return rows
}

export interface Leaving {
  bot: string
  chat: number
  ver: number
}

/**
 * Deletes lanes; one that got more in the meantime has another `ver` and stays. Rows are locked in the order in which
 * writers lock them: two that met crosswise would both wait for PostgreSQL to notice.
 */
export const LEAVE = `over as materialized (
     select l.bot, l.chat from posthouse.lanes l join unnest($2::text[], $3::bigint[], $4::bigint[]) as x (bot, chat, ver)
       on l.bot = x.bot and l.chat = x.chat
     where l.ver = x.ver and l.owner = $1 order by l.bot, l.chat for update of l)
   delete from posthouse.lanes l using over where l.bot = over.bot and l.chat = over.chat
   returning l.bot, l.chat`

export const leavingColumns = (lanes: readonly Leaving[]) => [
  lanes.map((lane) => lane.bot),
  lanes.map((lane) => lane.chat),
  lanes.map((lane) => lane.ver),
]

/** A lane as it is now and what waits in it, seen at one moment; undefined when another process owns it. */
export async function readLane(
  target: Queryable,
  owner: string,
  lane: { bot: string; chat: number },
): Promise<{ lane: Lane; rows: Ready[] } | undefined> {
  const { rows } = await target.query<Ready & { lane: Lane; id: number | null }>(
    `select json_build_object('ver', l.ver, 'prev', l.prev, 'failures', l.failures) as lane, l.bot, l.chat, ${COLUMNS}
     from posthouse.lanes l left join lateral (${NEXT}) o on true
     where l.bot = $1 and l.chat = $2 and l.owner = $3`,
    [lane.bot, lane.chat, owner],
  )
  const [first] = rows
  if (!first) return undefined
  return {
    lane: { ...first.lane, bot: lane.bot, chat: lane.chat },
    rows: rows.filter(({ id }) => id !== null),
  }
}

/** Gives a lane back until `at`: the chat or the bot has to wait. */
export const parkLane = (target: Queryable, owner: string, lane: Lane, at: Date, failures: number) =>
  target.query(
    `update posthouse.lanes set owner = null, until = null, next_at = $4, failures = $5 where bot = $1 and chat = $2 and owner = $3`,
    [lane.bot, lane.chat, owner, at, failures],
  )

/** Resolves to the lanes that are still this owner's. */
export async function renewLanes(
  target: Queryable,
  owner: string,
  lanes: readonly { bot: string; chat: number }[],
  until: Date,
): Promise<Set<string>> {
  const { rows } = await target.query<{ bot: string; chat: number }>(
    `with mine as materialized (
       select l.bot, l.chat from posthouse.lanes l join unnest($2::text[], $3::bigint[]) as x (bot, chat) using (bot, chat)
       where l.owner = $1 order by l.bot, l.chat for update of l)
     update posthouse.lanes l set until = $4 from mine where l.bot = mine.bot and l.chat = mine.chat
     returning l.bot, l.chat`,
    [owner, lanes.map((lane) => lane.bot), lanes.map((lane) => lane.chat), until],
  )
  return new Set(rows.map(keyOfLane))
}

/** Before a single process starts, whoever owned a lane is gone: all may be claimed at once. */
export const freeAllLanes = (target: Queryable, now: Date) =>
  target.query('update posthouse.lanes set until = $1 where owner is not null', [new Date(now.getTime() - 1)])
