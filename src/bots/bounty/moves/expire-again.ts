import type { Context } from '#platform/bot.ts'
import { assignmentExpired } from '../events.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { releaseSlot } from './release-slot.ts'

/** A take that ran out and came back for a dispute is over again: the admin said no. */
export async function expireAgain(ctx: Context, assignment: Assignment, why: string) {
  await assignments.change(ctx.db, assignment.id, {
    status: 'expired',
    ended_at: assignment.due_at,
    decided_by: ctx.person.id,
    decided_at: ctx.now,
  })
  await releaseSlot(ctx, assignment.task_id)
  assignmentExpired(ctx, assignment)
  ctx.send(assignment.chat, say.lease.dispute.refused(assignmentRef(assignment.id), why))
}
