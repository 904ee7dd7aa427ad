import { after, again, job, minutes } from '#platform/bot.ts'
import { paymentMoved } from '../events.ts'
import { firstMoneyWaitsUntil } from '../moves/first-money.ts'
import type { Outside } from '../outside.ts'
import { KEY_HORIZON } from '../rules.ts'
import * as payments from '../store/payments.ts'
import { payOut } from './pay-out.ts'

const PAUSE = minutes(10)

/**
 * Writes down that a payment is being sent, before anything leaves the house: from then on its key has a horizon.
 * Without a pay-out service the payment waits here and goes out when there is one.
 */
export const startPayout = job('start-payout', {
  call: async ({ outside }: { input: { payment: number }; outside: Outside }) => outside.payouts.isConfigured,
  async save(ctx, { payment: id }, isConfigured) {
    const payment = await payments.lock(ctx.db, id)
    if (!payment || (payment.status !== 'ready' && payment.status !== 'not_configured')) return
    const waits = await firstMoneyWaitsUntil(ctx, payment.user_id)
    if (waits) return again(waits)
    if (!isConfigured) {
      if (payment.status === 'ready') {
        await payments.change(ctx.db, id, { status: 'not_configured', reason: 'PAYOUT_WEBHOOK_URL is not set' })
        paymentMoved(ctx, payment, 'not_configured')
      }
      return again(after(ctx.now, PAUSE))
    }
    await payments.change(ctx.db, id, { status: 'sending', reason: null, first_sent_at: ctx.now })
    paymentMoved(ctx, payment, 'sending')
    const { idempotency_key: key, body } = payment
    const before = after(ctx.now, KEY_HORIZON).toISOString()
    ctx.enqueue(payOut, { payment: id, key, body, before }, { key: `P${id}` })
  },
})
