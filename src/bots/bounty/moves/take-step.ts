import type { JobContext } from '#platform/bot.ts'
import { paymentMoved } from '../events.ts'
import * as ledger from '../ledger.ts'
import { moved, type PaymentStatus, type PaymentStep } from '../payments.ts'
import { paymentRef } from '../refs.ts'
import * as payments from '../store/payments.ts'
import type { Payment } from '../store/tables.ts'
import { post } from './post.ts'

/** The only way a payment changes its state: state, ledger and audit commit together. A step that cannot be taken is a bug. */
export async function takeStep(
  ctx: JobContext,
  payment: Payment,
  step: PaymentStep,
  values: Partial<Payment> = {},
  detail: object = {},
): Promise<Payment> {
  const status = moved(payment.status, step)
  if (!status) throw new Error(`Payment ${payment.id} is ${payment.status}: it cannot "${step}".`)
  await payments.change(ctx.db, payment.id, { ...values, status })
  const transfer = transferOf(payment, status)
  if (transfer) await post(ctx, transfer, paymentRef(payment.id))
  paymentMoved(ctx, payment, status, detail)
  return { ...payment, ...values, status }
}

function transferOf(payment: Payment, to: PaymentStatus) {
  if (to === 'sending') return payment.first_sent_at ? undefined : ledger.send(payment)
  if (to === 'paid') return ledger.paid(payment)
  if (to === 'failed') return ledger.failed(payment)
  return to === 'reversed' ? ledger.reverse(payment) : undefined
}
