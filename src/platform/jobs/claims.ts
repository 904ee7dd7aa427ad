import type { Queryable } from '../db/database.ts'

/** A job this process is running. `attempts` counts this try. */
export interface Held {
  id: number
  bot: string
  name: string
  input: string
  attempts: number
}

export interface Claim {
  owner: string
  bots: readonly string[]
  most: number
  now: Date
  until: Date
}

/** Takes due jobs, and jobs whose owner stopped renewing them. The try is counted before it begins. */
export async function claim(target: Queryable, { owner, bots, most, now, until }: Claim): Promise<Held[]> {
  const { rows } = await target.query<Held>(
    `update posthouse.jobs j set state = 1, owner = $1, until = $4, attempts = j.attempts + 1
     from (select id from posthouse.jobs
           where bot = any($2::text[]) and ((state = 0 and run_at <= $3) or (state = 1 and until < $3))
           order by run_at, id limit $5 for update skip locked) c
     where j.id = c.id returning j.id, j.bot, j.name, j.input, j.attempts`,
    [owner, bots, now, until, most],
  )
  return rows
}

export type End = { state: 0; runAt: Date; attempts: number; error?: string } | { state: 2 | 3; error?: string }

/** Ends the try: done, dead, or to be run again. False when the job is no longer ours. */
export async function finish(target: Queryable, owner: string, held: Held, end: End, now: Date): Promise<boolean> {
  const { count } = await target.query(
    `update posthouse.jobs set state = $3, owner = null, until = null, error = $4, run_at = coalesce($5, run_at),
       attempts = coalesce($6, attempts), done_at = case when $3::smallint >= 2 then $7::timestamptz end
     where id = $1 and owner = $2 and state = 1 and attempts = $8`,
    [
      held.id,
      owner,
      end.state,
      end.error ?? null,
      end.state === 0 ? end.runAt : null,
      end.state === 0 ? end.attempts : null,
      now,
      held.attempts,
    ],
  )
  return count === 1
}

export const renew = (target: Queryable, owner: string, jobs: readonly Held[], until: Date) =>
  target.query('update posthouse.jobs set until = $2 where owner = $1 and state = 1 and id = any($3::bigint[])', [
    owner,
    until,
    jobs.map(({ id }) => id),
  ])

/** Gives a try up whose end could not be written: whoever is next calls again, with the same idempotency key. */
export const letGo = (target: Queryable, owner: string, held: Held, from: Date) =>
  target.query('update posthouse.jobs set until = $4 where id = $1 and owner = $2 and state = 1 and attempts = $3', [
    held.id,
    owner,
    held.attempts,
    from,
  ])

/** Before a single process starts, nobody can be running anything. */
export const freeAllJobs = (target: Queryable) =>
  target.query('update posthouse.jobs set state = 0, owner = null, until = null where state = 1')
