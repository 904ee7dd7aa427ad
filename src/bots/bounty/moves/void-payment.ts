import type { Context } from '#platform/bot.ts'
import * as ledger from '../ledger.ts'
import { assignmentRef, paymentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { closeWhenDone } from './close-when-done.ts'
import { post } from './post.ts'
import { releaseSlot } from './release-slot.ts'
import { disputeToDecide, settleDispute } from './settle-dispute.ts'
import { takeStep } from './take-step.ts'

/**
 * Takes a payment back before anything of it has left; the slot and its money are free for others. While it is disputed,
 * somebody else has to say so than who held it.
 */
export async function voidPayment(ctx: Context, payment: Payment, assignment: Assignment, why?: string) {
  await disputeToDecide(ctx, assignment)
  const task = await tasks.lock(ctx.db, assignment.task_id)
  await takeStep(ctx, payment, 'void', why === undefined ? {} : { reason: why }, { by: ctx.person.id, why })
  await post(ctx, ledger.withdraw(task?.status === 'closed' ? undefined : task?.id, payment), paymentRef(payment.id))
  await assignments.change(ctx.db, assignment.id, { status: 'cancelled', ended_at: ctx.now })
  await settleDispute(ctx, assignment, 'refused')
  const own = assignmentRef(assignment.id)
  ctx.send(assignment.chat, why === undefined ? say.pay.voided(own) : say.office.held.told(own, why))
  await leaveSlot(ctx, assignment)
}

/** While others have a share of the same slot it stays theirs, and so does the pull request. */
async function leaveSlot(ctx: Context, assignment: Assignment) {
  const [heir] = await assignments.sharesBeside(ctx.db, assignment)
  if (!heir) return releaseSlot(ctx, assignment.task_id)
  if (assignment.pr_repo_id !== null) {
    await assignments.change(ctx.db, assignment.id, { pr_repo_id: null })
    await assignments.change(ctx.db, heir.id, { pr_repo_id: assignment.pr_repo_id })
  }
  await closeWhenDone(ctx, assignment.task_id)
}
