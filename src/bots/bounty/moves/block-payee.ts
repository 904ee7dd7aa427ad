import type { JobContext } from '#platform/bot.ts'
import { assignmentRef, paymentRef } from '../refs.ts'
import * as payments from '../store/payments.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import type { PayeeFault } from './payee-gate.ts'
import { amountOf } from './settle.ts'
import { takeStep } from './take-step.ts'
import { tellAdmins } from './tell-admins.ts'

/** The payee cannot be paid: the money stays owed and waits. They and the admins hear of each cause once. */
export async function blockPayee(ctx: JobContext, payment: Payment, assignment: Assignment, fault: PayeeFault) {
  if (payment.status === 'blocked_payee' && payment.reason === fault) return
  if (payment.status === 'blocked_payee') await payments.change(ctx.db, payment.id, { reason: fault })
  else await takeStep(ctx, payment, 'block', { reason: fault }, { why: fault })
  const [own, amount, why] = [assignmentRef(assignment.id), amountOf(payment), say.manage.payee[fault]]
  ctx.send(assignment.chat, say.manage.blocked[fault](own, amount))
  await tellAdmins(ctx, say.manage.blocked.forAdmins(paymentRef(payment.id), own, amount, why), payment)
}

/** The cause is gone. */
export async function unblockPayee(ctx: JobContext, payment: Payment, assignment: Assignment): Promise<Payment> {
  ctx.send(assignment.chat, say.manage.blocked.over(assignmentRef(assignment.id), amountOf(payment)))
  return takeStep(ctx, payment, 'unblock', { reason: null })
}
