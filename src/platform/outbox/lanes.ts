import type { Database, Queryable } from '../db/database.ts'

export interface Lane {
  bot: string
  chat: number
  ver: number
  failures: number
  /** Its owner stopped renewing it: the first row may have been on its way. */
  abandoned: boolean
}

export interface Ready {
  id: number
  bot: string
  chat: number
  method: string
  payload: string
  name: string | null
  followUp: string | null
  followUpData: string | null
  preferSilence: boolean
  state: number
  createdAt: Date
  /** When the update came in that this answers. */
  answers: Date | null
}

export const ROWS_AT_ONCE = 20

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
     returning l.bot, l.chat, l.ver, l.failures, c.abandoned`,
    [owner, bots, now, until, most],
  )
  return rows
}

/** The next rows of each lane, in the order in which they must be sent. */
export async function readyIn(target: Queryable, lanes: readonly Lane[]): Promise<Ready[]> {
  const { rows } = await target.query<Ready>(
    `select o.id, o.bot, o.chat, o.method, o.payload, o.name, o.follow_up as "followUp", o.follow_up_data as "followUpData",
       o.prefer_silence as "preferSilence", o.state, o.created_at as "createdAt", o.answers
     from unnest($1::text[], $2::bigint[]) as l (bot, chat)
     cross join lateral (select * from posthouse.outbox where bot = l.bot and chat = l.chat and state < 2
                         order by priority, id limit ${ROWS_AT_ONCE}) o`,
    [lanes.map((lane) => lane.bot), lanes.map((lane) => lane.chat)],
  )
  return rows
}

/** Leaves lanes that are empty. One that got more in the meantime has another `ver` and stays ours; false stands for it. */
export async function leaveLanes(database: Database, owner: string, lanes: readonly Lane[]): Promise<boolean[]> {
  const { rows } = await database.query<{ bot: string; chat: number }>(
    `delete from posthouse.lanes l using unnest($2::text[], $3::bigint[], $4::bigint[]) as x (bot, chat, ver)
     where l.bot = x.bot and l.chat = x.chat and l.ver = x.ver and l.owner = $1
     returning l.bot, l.chat`,
    [owner, lanes.map((lane) => lane.bot), lanes.map((lane) => lane.chat), lanes.map((lane) => lane.ver)],
  )
  const left = new Set(rows.map((row) => `${row.bot} ${row.chat}`))
  return lanes.map((lane) => left.has(`${lane.bot} ${lane.chat}`))
}

/** The lane's present version, or undefined when another process owns it by now. */
export async function lookAgain(target: Queryable, owner: string, lane: Lane): Promise<Lane | undefined> {
  const { rows } = await target.query<Lane>(
    'select bot, chat, ver, failures, false as abandoned from posthouse.lanes where bot = $1 and chat = $2 and owner = $3',
    [lane.bot, lane.chat, owner],
  )
  return rows[0]
}

/** Gives a lane back until `at`: the chat or the bot has to wait. */
export const parkLane = (target: Queryable, owner: string, lane: Lane, at: Date, failures: number) =>
  target.query(
    `update posthouse.lanes set owner = null, until = null, next_at = $4, failures = $5 where bot = $1 and chat = $2 and owner = $3`,
    [lane.bot, lane.chat, owner, at, failures],
  )

/** Before a single process starts, whoever owned a lane is gone: all may be claimed at once. */
export const freeAllLanes = (target: Queryable, now: Date) =>
  target.query('update posthouse.lanes set until = $1 where owner is not null', [new Date(now.getTime() - 1)])
