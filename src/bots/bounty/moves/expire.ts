import { after, button, type JobContext } from '#platform/bot.ts'
import { assignmentExpired } from '../events.ts'
import { RETAKE_BAN } from '../leases.ts'
import { assignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { releaseSlot } from './release-slot.ts'

/** The time is over and nothing was submitted: the slot is for others now. */
export async function expire(ctx: JobContext, assignment: Assignment) {
  await assignments.change(ctx.db, assignment.id, { status: 'expired', ended_at: ctx.now, next_check_at: null })
  await releaseSlot(ctx, assignment.task_id)
  assignmentExpired(ctx, assignment)
  const again = moment(after(ctx.now, RETAKE_BAN), ctx.now)
  ctx.send(assignment.chat, say.lease.expired(assignmentRef(assignment.id), taskRef(assignment.task_id), again), {
    buttons: [button(say.button.tasks, 'tasks', 0, 0)],
  })
}
