import type { Queryable } from '../db/database.ts'

/**
 * At the end of a process: what it still holds may be taken by others now, not when the lease runs out. The owner stays
 * written there, so that a message which may have been on its way is counted as ambiguous by whoever goes on.
 */
export async function giveBack(target: Queryable, owner: string, now: Date): Promise<void> {
  const past = new Date(now.getTime() - 1)
  await target.query('update posthouse.lanes set until = $2 where owner = $1', [owner, past])
  await target.query('update posthouse.jobs set until = $2 where owner = $1 and state = 1', [owner, past])
}
