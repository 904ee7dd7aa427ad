import type { Queryable } from '../db/database.ts'

/** The jobs of one name of one bot that are not over, or failed for good. */
export interface JobsLine {
  bot: string
  name: string
  waiting: number
  running: number
  /** Of those waiting or running: failed before, and tried again. */
  failing: number
  dead: number
  /** When the next one is due; undefined when none waits. It may have passed: then nobody has taken it up. */
  nextAt: Date | undefined
}

/** One line for each kind of job that has something to tell. */
export async function jobsOf(target: Queryable, bot?: string): Promise<JobsLine[]> {
  const { rows } = await target.query<Omit<JobsLine, 'nextAt'> & { nextAt: Date | null }>(
    `select bot, name, count(*) filter (where state = 0) as waiting, count(*) filter (where state = 1) as running,
       count(*) filter (where state < 2 and error is not null) as failing, count(*) filter (where state = 3) as dead,
       min(run_at) filter (where state = 0) as "nextAt"
     from (select * from posthouse.jobs where state < 2 union all select * from posthouse.jobs where state = 3) j
     where ($1::text is null or bot = $1) group by bot, name order by bot, name`,
    [bot ?? null],
  )
  return rows.map(({ nextAt, ...row }) => ({ ...row, nextAt: nextAt ?? undefined }))
}
