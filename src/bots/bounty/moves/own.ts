import { type Context, Refusal } from '#platform/bot.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** The person's own assignment, held until the transaction ends; a refusal that lists theirs when it is not. */
export async function own(ctx: Context, id: number): Promise<Assignment> {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  const assignment = await assignments.lockOwn(ctx.db, id, ctx.person.id)
  if (assignment) return assignment
  if (ctx.update.callback_query) await refuseStale(ctx, id)
  const held = await assignments.heldBy(ctx.db, ctx.person.id)
  const ref = assignmentRef(id)
  throw new Refusal(held.length > 0 ? say.submit.notYours(ref, refsOf(held)) : say.submit.notYoursNone(ref))
}

/** Whoever presses an old button of their own reads what became of it since. */
async function refuseStale(ctx: Context, id: number) {
  const was = await assignments.find(ctx.db, id)
  if (was?.user_id === ctx.person.id) throw new Refusal(say.lease.stale(assignmentRef(id), say.state[was.status]))
}

export const refsOf = (list: readonly Assignment[]) => list.map(({ id }) => assignmentRef(id)).join(', ')
