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
  const held = await assignments.heldBy(ctx.db, ctx.person.id)
  const ref = assignmentRef(id)
  throw new Refusal(held.length > 0 ? say.submit.notYours(ref, refsOf(held)) : say.submit.notYoursNone(ref))
}

export const refsOf = (list: readonly Assignment[]) => list.map(({ id }) => assignmentRef(id)).join(', ')
