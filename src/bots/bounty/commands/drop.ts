import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { assignmentDropped } from '../events.ts'
import { own } from '../moves/own.ts'
import { releaseSlot } from '../moves/release-slot.ts'
import { settleDispute } from '../moves/settle-dispute.ts'
import { assignmentRef, parseAssignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

export async function drop(ctx: Context) {
  const id = parseAssignmentRef(ctx.args)
  if (id === undefined) throw new Refusal(say.drop.usage)
  await dropThat(ctx, id)
}

/** Gives the task back; when a pull request is submitted for it, only after asking once more. */
export async function dropThat(ctx: Context, id: number) {
  const assignment = await droppable(ctx, id)
  if (assignment.status === 'active') return giveBack(ctx, assignment)
  ctx.reply(say.lease.dropSure(assignmentRef(id), taskRef(assignment.task_id)), {
    buttons: [[singleUse(say.lease.button.dropSure, 'dropSure', id), button(say.button.keep, 'my', 0)]],
  })
}

export async function dropSure(ctx: Context, id: number) {
  await giveBack(ctx, await droppable(ctx, id))
}

async function droppable(ctx: Context, id: number): Promise<Assignment> {
  const assignment = await own(ctx, id)
  if (assignments.HELD.includes(assignment.status)) return assignment
  const isSettled = assignment.status === 'approved' || assignment.status === 'paid'
  const ref = assignmentRef(id)
  throw new Refusal(isSettled ? say.drop.settled(ref) : say.lease.notInHand(ref, say.state[assignment.status]))
}

/** Its slot is free for others at once. */
async function giveBack(ctx: Context, assignment: Assignment) {
  const { id } = assignment
  await assignments.change(ctx.db, id, { status: 'dropped', ended_at: ctx.now, next_check_at: null })
  await releaseSlot(ctx, assignment.task_id)
  await settleDispute(ctx, assignment, 'withdrawn')
  assignmentDropped(ctx, assignment)
  ctx.reply(say.drop.dropped(assignmentRef(id), taskRef(assignment.task_id)))
}
