import { type Context, type JobContext, Refusal } from '#platform/bot.ts'
import { assignmentHeld } from '../events.ts'
import { UNSENT } from '../payments.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { startWhenDue } from './make-payment.ts'
import { disputeToDecide, settleDispute } from './settle-dispute.ts'

/** Only what has not left can be held. */
export async function canHold(ctx: JobContext, assignment: Assignment): Promise<boolean> {
  const payment = await payments.ofAssignment(ctx.db, assignment.id)
  const isOwed = assignment.status === 'approved' || assignment.status === 'payable'
  return isOwed && payment !== undefined && UNSENT.includes(payment.status)
}

/** Keeps an approved assignment from being paid; its claimant may dispute that. */
export async function hold(ctx: Context, assignment: Assignment, reason: string) {
  if (!(await canHold(ctx, assignment))) {
    throw new Refusal(say.pay.hold.notNow(assignmentRef(assignment.id), say.state[assignment.status]))
  }
  await assignments.change(ctx.db, assignment.id, {
    status: 'held',
    reason,
    decided_by: ctx.person.id,
    decided_at: ctx.now,
  })
  assignmentHeld(ctx, assignment, reason)
  ctx.send(assignment.chat, say.pay.hold.told(assignmentRef(assignment.id), reason))
}

/** The payment goes on where it was. While it is disputed, somebody else has to say so than who held it. */
export async function release(ctx: Context, assignment: Assignment) {
  const own = assignmentRef(assignment.id)
  if (assignment.status !== 'held') throw new Refusal(say.pay.hold.notHeld(own, say.state[assignment.status]))
  await disputeToDecide(ctx, assignment)
  // Who lets it go although GitHub cannot be asked has looked themselves.
  const looked = assignment.reason === 'REVERTS_UNSEEN' ? { reverts_checked_at: ctx.now } : {}
  await assignments.change(ctx.db, assignment.id, { status: 'payable', reason: null, ...looked })
  await settleDispute(ctx, assignment, 'upheld')
  ctx.audit('assignment_released', own)
  const payment = await payments.ofAssignment(ctx.db, assignment.id)
  if (payment?.status === 'ready') startWhenDue(ctx, payment)
  ctx.send(assignment.chat, say.pay.hold.released(own))
}
