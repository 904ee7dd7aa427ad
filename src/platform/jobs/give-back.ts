import type { Queryable } from '../db/database.ts'

/**
 * At the end of a process: jobs it still holds may be taken by others now, not when the lease runs out.
 */
export async function giveBack(target: Queryable, owner: string, now: Date): Promise<void> {
  const past = new Date(now.getTime() - 1)
  await target.query('update posthouse.jobs set until = $2 where owner = $1 and state = 1', [owner, past])
}
