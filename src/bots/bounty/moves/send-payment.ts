import type { JobContext } from '#platform/bot.ts'
import { payOut } from '../jobs/by-name.ts'
import { outsideOf } from '../outside.ts'
import { paymentRef } from '../refs.ts'
import * as attempts from '../store/attempts.ts'
import type { Payment } from '../store/tables.ts'
import { takeStep } from './take-step.ts'

/**
 * Writes down that a request is about to leave, and queues the job that sends it: the row is committed before a socket
 * opens. Whoever calls has found nothing that holds it.
 */
export async function sendPayment(ctx: JobContext, payment: Payment, destination = payment.destination) {
  const n = payment.attempts + 1
  const { receiver } = outsideOf(ctx).payouts
  const sent = await takeStep(
    ctx,
    payment,
    'send',
    {
      reason: null,
      destination,
      attempts: n,
      last_sent_at: ctx.now,
      first_sent_at: payment.first_sent_at ?? ctx.now,
      receiver: payment.receiver === null || payment.receiver === receiver ? receiver : 'several',
    },
    { attempt: n },
  )
  await attempts.begin(ctx.db, payment.id, n, ctx.now)
  const { idempotency_key: key, body, currency } = sent
  const input = { payment: payment.id, attempt: n, key, body, at: ctx.now.toISOString(), currency, destination }
  ctx.enqueue(payOut, input, { key: `${paymentRef(payment.id)}/${n}` })
}
