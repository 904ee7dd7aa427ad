import { after, type JobContext } from '#platform/bot.ts'
import { pauseBeforeResend } from '../payments.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { lookAtPayment } from './look-at-payment.ts'
import { takeStep } from './take-step.ts'

/** Perhaps it arrived, perhaps not. The person hears of it once, and the receiver is asked. */
export async function doubt(ctx: JobContext, payment: Payment, assignment: Assignment, why: string) {
  const doubtful = await takeStep(ctx, payment, 'doubt', { reason: why, told_unknown: true }, { why })
  if (!payment.told_unknown) ctx.send(assignment.chat, say.pay.unknown)
  lookAtPayment(ctx, doubtful, after(ctx.now, pauseBeforeResend(payment.attempts, payment.id)))
}
