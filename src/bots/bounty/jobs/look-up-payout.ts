import { after, again, hours, type JobContext, job, seconds } from '#platform/bot.ts'
import { doubt } from '../moves/doubt.ts'
import { lockedPayment } from '../moves/locked-payment.ts'
import { sendPayment } from '../moves/send-payment.ts'
import { confirm, disprove, handOver } from '../moves/settle.ts'
import { takeStep } from '../moves/take-step.ts'
import { type Outside, outsideOf } from '../outside.ts'
import { afterLookup, type Doubt, type Found, LOST } from '../payments.ts'
import * as attempts from '../store/attempts.ts'
import * as payoutSwitch from '../store/payout-switch.ts'
import type { Payment } from '../store/tables.ts'

type Input = { payment: number; key: string; cents: number }

/** Asks the receiver what it knows of a payment in doubt, and does what follows from it. */
export const lookUpPayout = job('look-up-payout', {
  call({ input, outside, now, signal }: { input: Input; outside: Outside; now: Date; signal: AbortSignal }) {
    return outside.payouts.find({ key: input.key, cents: input.cents, at: now }, signal)
  },
  async save(ctx, { payment: id }, found: Found) {
    const locked = await lockedPayment(ctx, id)
    if (!locked) return
    const { payment, assignment } = locked
    if (payment.status === 'sending') {
      if (found.kind === 'paid') return confirm(ctx, payment, assignment, found.payoutId)
      if (since(payment.last_sent_at, ctx.now) > LOST)
        await doubt(ctx, payment, assignment, 'its job did not come back')
      return
    }
    if (payment.status !== 'unknown' && payment.status !== 'accepted') return
    const known = await doubtOf(ctx, payment, payment.status)
    const next = afterLookup(known, found, ctx.now)
    switch (next.kind) {
      case 'confirm':
        return confirm(ctx, payment, assignment, next.payoutId)
      case 'disprove':
        return disprove(ctx, payment, assignment, next.why)
      case 'handOver':
        return handOver(ctx, payment, assignment, next.why)
      case 'send':
        if (!mayRepeat(ctx, payment)) return again(after(ctx.now, pauseBetween(payment, ctx.now)))
        return sendPayment(ctx, payment)
      case 'accept':
        await takeStep(ctx, payment, 'accept', { reason: null })
        return again(after(ctx.now, seconds(30)))
      case 'wait':
        return again(next.until ?? after(ctx.now, pauseBetween(payment, ctx.now)))
    }
  },
})

async function doubtOf(ctx: JobContext, payment: Payment, status: Doubt['status']): Promise<Doubt> {
  const { is_on } = await payoutSwitch.lock(ctx.db, ctx.now)
  const last = await attempts.last(ctx.db, payment.id)
  return {
    status,
    firstSentAt: payment.first_sent_at ?? payment.created_at,
    lastSentAt: payment.last_sent_at ?? ctx.now,
    isRefused: last?.outcome?.startsWith('refused') ?? false,
    isPaused: !is_on || outsideOf(ctx).isShadow,
    isSameReceiver: payment.receiver === outsideOf(ctx).payouts.receiver,
  }
}

/** A key says the same only to who has seen it: a transfer is not repeated at another receiver, nor a request as a transfer. */
function mayRepeat(ctx: JobContext, { destination, receiver }: Payment): boolean {
  const { payouts } = outsideOf(ctx)
  return (destination === null && !payouts.wantsAccount) || receiver === payouts.receiver
}

/** The longer it has waited, the longer until it is asked about again. */
const pauseBetween = ({ last_sent_at }: Payment, now: Date) =>
  Math.min(Math.max(since(last_sent_at, now), seconds(30)), hours(1))

const since = (at: Date | null, now: Date) => (at ? now.getTime() - at.getTime() : 0)
