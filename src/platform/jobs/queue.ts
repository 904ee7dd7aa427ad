import type { Queryable } from '../db/database.ts'
import { writable } from '../ops/errors.ts'
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
  const rows = writable(() => once(notes.map((note) => rowOf(note, now))))
  await transaction.query(
    `insert into posthouse.jobs (bot, name, key, input, run_at, created_at)
     select bot, name, key, input, run_at, $6
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality as t (bot, name, key, input, run_at, n)
     order by n
     on conflict (bot, name, key) where state < 2
       do update set run_at = least(jobs.run_at, excluded.run_at) where jobs.state = 0`,
    [
      rows.map((row) => row.bot),
      rows.map((row) => row.name),
      rows.map((row) => row.key),
      rows.map((row) => row.input),
      rows.map((row) => row.runAt),
      now,
    ],
  )
}

interface Row {
  bot: string
  name: string
  key: string | null
  input: string
  runAt: string
}

const rowOf = ({ bot, job, input, options }: JobNote, now: Date): Row => ({
  bot,
  name: job.name,
  key: options.key ?? null,
  input: JSON.stringify(input ?? null),
  runAt: new Date(options.at ?? now).toISOString(),
})

/** One statement cannot meet the same key twice: the first note of a key stays, at the earliest of its times. */
function once(rows: readonly Row[]): Row[] {
  const byKey = new Map<string, Row>()
  return rows.filter((row) => {
    if (row.key === null) return true
    const key = JSON.stringify([row.bot, row.name, row.key])
    const first = byKey.get(key)
    if (first && row.runAt < first.runAt) first.runAt = row.runAt
    if (!first) byKey.set(key, row)
    return !first
  })
}
