import type { Queryable } from '../db/database.ts'
import type { Lane } from './lanes.ts'

/** Keeps the lanes that are being walked; one that somebody else has by now stays theirs. */
export const renewLanes = (target: Queryable, owner: string, lanes: readonly Lane[], until: Date) =>
  target.query(
    `update posthouse.lanes l set until = $2 from unnest($3::text[], $4::bigint[]) as x (bot, chat)
     where l.bot = x.bot and l.chat = x.chat and l.owner = $1`,
    [owner, until, lanes.map((lane) => lane.bot), lanes.map((lane) => lane.chat)],
  )

/** Gives a lane up whose walk failed. It stays marked as abandoned: its first row may have been sent and not recorded. */
export const letGoOfLane = (target: Queryable, owner: string, lane: Lane, from: Date) =>
  target.query('update posthouse.lanes set until = $4 where bot = $1 and chat = $2 and owner = $3', [
    lane.bot,
    lane.chat,
    owner,
    from,
  ])
