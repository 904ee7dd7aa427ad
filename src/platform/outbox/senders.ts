import type { Database } from '../db/database.ts'
import { after } from '../ops/clock.ts'

/** A sender that has not been seen for so long is gone. */
const GONE_MS = 30_000

/** Says that this process sends, and resolves to the number of those that do. */
export async function countSenders(database: Database, owner: string, now: Date): Promise<number> {
  const { rows } = await database.query<{ senders: number }>(
    `with mine as (
       insert into posthouse.senders (owner, seen_at) values ($1, $2)
       on conflict (owner) do update set seen_at = excluded.seen_at),
     gone as (delete from posthouse.senders where seen_at < $3 and owner <> $1)
     select 1 + count(*)::int as senders from posthouse.senders where owner <> $1 and seen_at >= $3`,
    [owner, now, after(now, -GONE_MS)],
  )
  return rows[0]?.senders ?? 1
}

export const leaveSenders = (database: Database, owner: string) =>
  database.query('delete from posthouse.senders where owner = $1', [owner])
