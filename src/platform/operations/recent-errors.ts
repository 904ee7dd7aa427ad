import type { Queryable } from '../db/database.ts'
import type { Aside } from '../people/desk.ts'

/** Something that failed: for good, or so far. */
export interface Trouble {
  kind: Aside['kind']
  id: number
  bot: string
  what: string
  /** It comes from outside as much as from us, and may hold a secret: see `plain` and `scrubber`. */
  error: string
  /** When it was put aside, or written down when it is still being tried. */
  at: Date
  isDead: boolean
}

/** Each part has an index of its own: what is done lies in the same tables, and there is far more of it. */
const PARTS = [
  '\'update\' as kind, seq as id, bot, kind as what, error, coalesce(done_at, received_at) as at, true as "isDead" from posthouse.inbox where state = 2',
  "'update', seq, bot, kind, error, received_at, false from posthouse.inbox where state = 0",
  "'job', id, bot, name, error, coalesce(done_at, created_at), true from posthouse.jobs where state = 3",
  "'job', id, bot, name, error, created_at, false from posthouse.jobs where state < 2",
  "'send', id, bot, method, error, coalesce(done_at, created_at), true from posthouse.outbox where state in (3, 4)",
  "'send', id, bot, method, error, created_at, false from posthouse.outbox where state < 2",
].map((part) => `(select ${part} and error is not null and ($1::text is null or bot = $1) order by 6 desc limit $2)`)

/** What failed lately, newest first: updates, jobs and messages that lie aside or are being tried again. */
export async function recentErrors(
  target: Queryable,
  { bot, most }: { bot?: string | undefined; most: number },
): Promise<Trouble[]> {
  const { rows } = await target.query<Trouble>(
    `select * from (${PARTS.join(' union all ')}) t order by at desc, id desc limit $2`,
    [bot ?? null, most],
  )
  return rows
}
