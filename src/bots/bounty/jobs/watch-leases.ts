import { after, days, job } from '#platform/bot.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import { watchLease } from './watch-lease.ts'

/** Once a day: no take that ends soon is without its watch, also one from before there were leases. */
export const watchLeases = job('watch-leases', async (ctx) => {
  for (const { id } of await assignments.dueBy(ctx.db, after(ctx.now, days(2)))) {
    ctx.enqueue(watchLease, { assignment: id }, { key: assignmentRef(id) })
  }
})
