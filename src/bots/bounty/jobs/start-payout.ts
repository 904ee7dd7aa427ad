import { after, again, type JobContext, job, minutes } from '#platform/bot.ts'
import { brokenLimit, type Limit } from '../approval.ts'
import { blockPayee, unblockPayee } from '../moves/block-payee.ts'
import { firstMoneyWaitsUntil } from '../moves/first-money.ts'
import { lockedPayment } from '../moves/locked-payment.ts'
import { revertsAllow } from '../moves/look-for-reverts.ts'
import { payeeAccount } from '../moves/payee-account.ts'
import { payeeFault } from '../moves/payee-gate.ts'
import { sendPayment } from '../moves/send-payment.ts'
import { amountOf } from '../moves/settle.ts'
import { staysInShadow, wouldBePaid } from '../moves/shadow.ts'
import { takeStep } from '../moves/take-step.ts'
import { tellAdmins } from '../moves/tell-admins.ts'
import { type Outside, outsideOf } from '../outside.ts'
import type { PaymentStatus } from '../payments.ts'
import { paymentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import * as payoutSwitch from '../store/payout-switch.ts'
import type { Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

const PAUSE = minutes(10)
/** Whatever brings a payee back wakes their payments; this is for what was forgotten. */
const PAYEE_PAUSE = minutes(60)
const DAY = minutes(24 * 60)
const STARTS: readonly PaymentStatus[] = ['ready', 'not_configured', 'blocked_payee']

/** Lets a payment leave when it is due, nothing holds it, no limit is broken, and the work has just been seen where it was merged. It waits here while there is no pay-out service, and in shadow. */
export const startPayout = job('start-payout', {
  call: async ({ outside }: { input: { payment: number }; outside: Outside }) => outside.payouts.isConfigured,
  async save(ctx, { payment: id }, isConfigured) {
    const locked = await lockedPayment(ctx, id)
    if (!locked) return
    const { assignment } = locked
    let { payment } = locked
    if (!STARTS.includes(payment.status)) return
    if (assignment.status !== 'approved' && assignment.status !== 'payable') return
    if (payment.due_at && payment.due_at > ctx.now) return again(payment.due_at)
    if (assignment.status === 'approved') await assignments.change(ctx.db, assignment.id, { status: 'payable' })
    const fault = await payeeFault(ctx, payment.user_id, payment)
    if (fault) {
      await blockPayee(ctx, payment, assignment, fault)
      return again(after(ctx.now, PAYEE_PAUSE))
    }
    if (payment.status === 'blocked_payee') payment = await unblockPayee(ctx, payment, assignment)
    const waits = await firstMoneyWaitsUntil(ctx, payment.user_id)
    if (waits) return again(waits)
    const { isShadow } = outsideOf(ctx)
    if (await staysInShadow(ctx, payment)) return again(after(ctx.now, PAUSE))
    if (!isConfigured && !isShadow) {
      if (payment.status === 'ready') {
        await takeStep(ctx, payment, 'unconfigure', {
          reason: 'neither PAYOUT_WEBHOOK_URL nor STRIPE_SECRET_KEY is set',
        })
      }
      return again(after(ctx.now, PAUSE))
    }
    const payee = await payeeAccount(ctx, payment.user_id)
    if (payee.until) return again(payee.until)
    const { is_on } = await payoutSwitch.lock(ctx.db, ctx.now)
    if (!is_on) return again(after(ctx.now, PAUSE))
    const spent = await payments.spentSince(ctx.db, payment.user_id, after(ctx.now, -DAY))
    const limit = brokenLimit(payment.amount_cents, spent, outsideOf(ctx).limits)
    if (limit) return overLimit(ctx, payment, limit)
    if (!(await revertsAllow(ctx, assignment))) return again(after(ctx.now, PAUSE))
    if (isShadow) {
      await wouldBePaid(ctx, payment, assignment)
      return again(after(ctx.now, PAUSE))
    }
    await sendPayment(ctx, payment, payee.account)
  },
})

async function overLimit(ctx: JobContext, payment: Payment, limit: Limit) {
  const reason = `limit: ${limit}`
  if (payment.reason !== reason) {
    await payments.change(ctx.db, payment.id, { reason })
    await tellAdmins(ctx, say.pay.admin.limit[limit](paymentRef(payment.id), amountOf(payment)), payment)
  }
  return again(after(ctx.now, PAUSE))
}
