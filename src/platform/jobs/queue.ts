import type { Queryable } from '../db/database.ts'
import type { AnyJob, EnqueueOptions, Json } from './job.ts'

export interface JobNote {
  bot: string
  job: AnyJob
  input: Json
  options: EnqueueOptions
}

/**
 * Queues jobs within the caller's transaction: they exist exactly when its other writes do.
 * A key that waits already is brought forward when the new time is earlier.
 */
export async function enqueue(transaction: Queryable, notes: readonly JobNote[], now: Date): Promise<void> {
  if (notes.length === 0) return
  await transaction.query(
    `insert into posthouse.jobs (bot, name, key, input, run_at, created_at)
     select bot, name, key, input, run_at, $6
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality as t (bot, name, key, input, run_at, n)
     order by n
     on conflict (bot, name, key) where state < 2
       do update set run_at = least(jobs.run_at, excluded.run_at) where jobs.state = 0`,
    [
      notes.map((note) => note.bot),
      notes.map((note) => note.job.name),
      notes.map((note) => note.options.key ?? null),
      notes.map((note) => JSON.stringify(note.input ?? null)),
      notes.map((note) => new Date(note.options.at ?? now).toISOString()),
      now,
    ],
  )
}
