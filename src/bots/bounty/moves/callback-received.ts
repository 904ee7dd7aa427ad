import type { JobContext } from '#platform/bot.ts'
import { moved, UNSENT } from '../payments.ts'
import type { Callback } from '../payouts/callback.ts'
import { paymentRef } from '../refs.ts'
import * as payments from '../store/payments.ts'
import { lockedPayment } from './locked-payment.ts'
import { lookAtPayment } from './look-at-payment.ts'
import { pausePayouts } from './pause-payouts.ts'
import { confirm } from './settle.ts'

/**
 * The receiver speaks first. "Paid" is taken at its word when key and amount are ours; "failed" only makes us ask at
 * once, for the answer to a question is what proves it. Said again, or out of order, it changes nothing.
 */
export async function callbackReceived(ctx: JobContext, said: Callback): Promise<void> {
  const found = await payments.withKey(ctx.db, said.idempotency_key)
  const locked = found && (await lockedPayment(ctx, found.id))
  if (!locked) return ctx.log.warn('payout_callback_for_nobody', { key: said.idempotency_key })
  const { payment, assignment } = locked
  const ref = paymentRef(payment.id)
  if (said.amount_cents !== payment.amount_cents) return pausePayouts(ctx, `a callback names another amount for ${ref}`)
  if (said.status !== 'paid') {
    if (payment.status === 'unknown' || payment.status === 'accepted') lookAtPayment(ctx, payment, ctx.now)
    return
  }
  if (moved(payment.status, 'confirm')) return confirm(ctx, payment, assignment, said.payout_id)
  const isKnown = payment.status === 'paid' || payment.status === 'reversed'
  if (isKnown && payment.payout_id === said.payout_id) return
  const what = isKnown
    ? 'under another number'
    : UNSENT.includes(payment.status)
      ? 'before it was sent'
      : 'though it is over'
  await pausePayouts(ctx, `a callback says that ${ref} is paid ${what}`)
}
