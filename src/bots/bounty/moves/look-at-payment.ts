import type { JobContext } from '#platform/bot.ts'
import { lookUpPayout } from '../jobs/by-name.ts'
import { paymentRef } from '../refs.ts'
import type { Payment } from '../store/tables.ts'

/** Asks the receiver about it then, or earlier when that was already planned. */
export function lookAtPayment(ctx: JobContext, { id, idempotency_key: key, amount_cents: cents }: Payment, at: Date) {
  ctx.enqueue(lookUpPayout, { payment: id, key, cents }, { key: paymentRef(id), at })
}
