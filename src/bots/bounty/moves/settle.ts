import type { JobContext } from '#platform/bot.ts'
import { assignmentPaid } from '../events.ts'
import { money } from '../money.ts'
import { assignmentRef, paymentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { closeWhenDone } from './close-when-done.ts'
import { publishWhenWanted } from './publish-when-wanted.ts'
import { takeStep } from './take-step.ts'
import { tellAdmins } from './tell-admins.ts'

export const amountOf = (payment: Payment) => money(payment.amount_cents, payment.currency)

/** The receiver has confirmed it, or two people have: the money is there. */
export async function confirm(ctx: JobContext, payment: Payment, assignment: Assignment, payoutId: string) {
  const values = { payout_id: payoutId, reason: null, paid_at: ctx.now }
  await takeStep(ctx, payment, 'confirm', values, { payout_id: payoutId })
  await assignments.change(ctx.db, assignment.id, { status: 'paid', ended_at: ctx.now })
  assignmentPaid(ctx, assignment, payment)
  ctx.send(assignment.chat, say.pay.paid(amountOf(payment), payoutId), { prefer: 'silence' })
  await publishWhenWanted(ctx, assignment)
  await closeWhenDone(ctx, assignment.task_id)
}

/** Proven not to have arrived: the person is still owed, and an admin decides about another payment. */
export async function disprove(ctx: JobContext, payment: Payment, assignment: Assignment, why: string) {
  await takeStep(ctx, payment, 'disprove', { reason: why }, { why })
  ctx.log.error('payment_failed', new Error(why), { payment_id: payment.id })
  ctx.send(assignment.chat, say.pay.failed)
  await tellAdmins(
    ctx,
    say.pay.admin.failed(paymentRef(payment.id), assignmentRef(assignment.id), amountOf(payment), why),
    payment,
  )
}

/** Nobody can say whether the money moved: from here on people decide. */
export async function handOver(ctx: JobContext, payment: Payment, assignment: Assignment, why: string) {
  await takeStep(ctx, payment, 'handOver', { reason: why }, { why })
  ctx.log.error('payment_needs_a_person', new Error(why), { payment_id: payment.id })
  ctx.send(assignment.chat, say.pay.manual)
  await tellAdmins(
    ctx,
    say.admin.paymentWaits(paymentRef(payment.id), assignmentRef(assignment.id), amountOf(payment), why),
    payment,
  )
}
