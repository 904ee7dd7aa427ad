import type { Queryable } from '../db/database.ts'
import { after, days } from '../ops/clock.ts'
import type { Entry } from './entry.ts'

/** For who is held back without an end. */
const LOOK_AGAIN_MS = days(1)

/** Those of a bot's broadcasts whose message is in the outbox. */
export async function ahead(transaction: Queryable, bot: string): Promise<number> {
  const { rows } = await transaction.query<{ n: number }>(
    `select count(*)::int as n from posthouse.broadcast_recipients r
     where r.state = 'queued' and r.broadcast_id in (select id from posthouse.broadcasts where bot = $1 and state <> 'done')`,
    [bot],
  )
  return rows[0]?.n ?? 0
}

/** The next of a broadcast who may be written to now. */
export async function recipientsOf(transaction: Queryable, id: number, now: Date, most: number): Promise<number[]> {
  const { rows } = await transaction.query<{ person: number }>(
    `select person_id as person from posthouse.broadcast_recipients
     where broadcast_id = $1 and state = 'waiting' and not_before <= $2 order by not_before, person_id limit $3`,
    [id, now, most],
  )
  return rows.map(({ person }) => person)
}

/** Writes down what was decided about them. */
export const mark = (transaction: Queryable, id: number, entries: readonly Entry[], now: Date) =>
  transaction.query(
    `update posthouse.broadcast_recipients r set state = x.state, reason = x.reason, done_at = case when x.state = 'skipped' then $5::timestamptz end
     from unnest($2::bigint[], $3::text[], $4::text[]) as x (person_id, state, reason)
     where r.broadcast_id = $1 and r.person_id = x.person_id`,
    [
      id,
      entries.map(({ notice }) => notice.person),
      entries.map(({ telegram }) => telegram),
      entries.map(({ reason }) => reason ?? null),
      now,
    ],
  )

/** Holds them back; they stay recipients. */
export const letWait = (transaction: Queryable, id: number, entries: readonly Entry[], now: Date) =>
  transaction.query(
    `update posthouse.broadcast_recipients r set not_before = x.not_before
     from unnest($2::bigint[], $3::timestamptz[]) as x (person_id, not_before)
     where r.broadcast_id = $1 and r.person_id = x.person_id`,
    [
      id,
      entries.map(({ notice }) => notice.person),
      entries.map(({ notBefore }) => (notBefore ?? after(now, LOOK_AGAIN_MS)).toISOString()),
    ],
  )
