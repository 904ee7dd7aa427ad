import { type JobContext, Refusal } from '#platform/bot.ts'
import { UNSENT } from '../payments.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { startWhenDue } from './make-payment.ts'

/** Keeps an approved assignment from being paid. Only what has not left can be held. */
export async function hold(ctx: JobContext, assignment: Assignment, reason: string) {
  const payment = await payments.ofAssignment(ctx.db, assignment.id)
  const isOwed = assignment.status === 'approved' || assignment.status === 'payable'
  if (!isOwed || !payment || !UNSENT.includes(payment.status)) {
    throw new Refusal(say.pay.hold.notNow(assignmentRef(assignment.id), say.state[assignment.status]))
  }
  await assignments.change(ctx.db, assignment.id, { status: 'held', reason })
  ctx.audit('assignment_held', assignmentRef(assignment.id), { reason })
  ctx.send(assignment.chat, say.pay.hold.told(assignmentRef(assignment.id), reason))
}

/** The payment goes on where it was. */
export async function release(ctx: JobContext, assignment: Assignment) {
  const own = assignmentRef(assignment.id)
  if (assignment.status !== 'held') throw new Refusal(say.pay.hold.notHeld(own, say.state[assignment.status]))
  await assignments.change(ctx.db, assignment.id, { status: 'payable', reason: null })
  ctx.audit('assignment_released', own)
  const payment = await payments.ofAssignment(ctx.db, assignment.id)
  if (payment?.status === 'ready') startWhenDue(ctx, payment)
  ctx.send(assignment.chat, say.pay.hold.released(own))
}
