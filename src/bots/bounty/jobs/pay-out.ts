import { after, again, type JobContext, job } from '#platform/bot.ts'
import { assignmentPaid, paymentMoved } from '../events.ts'
import { money } from '../money.ts'
import { closeWhenDone } from '../moves/close-when-done.ts'
import type { Outside } from '../outside.ts'
import type { PayoutOutcome } from '../payouts/port.ts'
import { assignmentRef } from '../refs.ts'
import { pauseBeforeResend } from '../rules.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

type Input = { payment: number; key: string; body: string; before: string }
type Outcome = PayoutOutcome | { readonly kind: 'expired' }

/** Sends one payment, again and again with the same key and the same bytes, until its outcome is known or the key is too old. */
export const payOut = job('pay-out', {
  async call({
    input,
    outside,
    now,
    signal,
  }: {
    input: Input
    outside: Outside
    now: Date
    signal: AbortSignal
  }): Promise<Outcome> {
    if (now >= new Date(input.before)) return { kind: 'expired' }
    return outside.payouts.pay({ key: input.key, body: input.body }, signal)
  },
  async save(ctx, { payment: id }, outcome) {
    const payment = await payments.lock(ctx.db, id)
    if (!payment || payment.status === 'paid' || payment.status === 'manual') return
    switch (outcome.kind) {
      case 'paid':
        return paid(ctx, payment, outcome.payoutId)
      case 'unknown':
        return doubtful(ctx, payment, outcome.why)
      case 'refused':
        return handOver(ctx, payment, outcome.why)
      case 'expired':
        return handOver(ctx, payment, 'not confirmed in 20 hours')
    }
  },
  async dead(ctx, { payment: id }, error) {
    const payment = await payments.lock(ctx.db, id)
    if (payment && payment.status !== 'paid') await handOver(ctx, payment, error)
  },
})

async function paid(ctx: JobContext, payment: Payment, payoutId: string) {
  await payments.change(ctx.db, payment.id, {
    status: 'paid',
    payout_id: payoutId,
    reason: null,
    attempts: payment.attempts + 1,
    last_sent_at: ctx.now,
    paid_at: ctx.now,
  })
  paymentMoved(ctx, payment, 'paid', { payout_id: payoutId })
  const assignment = await assignments.lock(ctx.db, payment.assignment_id)
  if (!assignment) return
  await assignments.change(ctx.db, assignment.id, { status: 'paid', ended_at: ctx.now })
  assignmentPaid(ctx, assignment, payment)
  ctx.send(assignment.chat, say.pay.paid(amountOf(payment), payoutId), { prefer: 'silence' })
  await closeWhenDone(ctx, assignment.task_id)
}

async function doubtful(ctx: JobContext, payment: Payment, why: string) {
  const attempts = payment.attempts + 1
  await payments.change(ctx.db, payment.id, {
    status: 'unknown',
    reason: why,
    attempts,
    last_sent_at: ctx.now,
    told_unknown: true,
  })
  if (payment.told_unknown) ctx.log.warn('payment_still_unknown', { payment_id: payment.id, attempts, why })
  else {
    paymentMoved(ctx, payment, 'unknown', { why })
    const assignment = await assignments.find(ctx.db, payment.assignment_id)
    if (assignment) ctx.send(assignment.chat, say.pay.unknown)
  }
  return again(after(ctx.now, pauseBeforeResend(attempts, payment.id)))
}

/** Nobody can say whether the money moved, or the receiver said no: from here on a person decides. */
async function handOver(ctx: JobContext, payment: Payment, why: string) {
  await payments.change(ctx.db, payment.id, {
    status: 'manual',
    reason: why,
    attempts: payment.attempts + 1,
    last_sent_at: ctx.now,
  })
  paymentMoved(ctx, payment, 'manual', { why })
  ctx.log.error('payment_needs_a_person', new Error(why), { payment_id: payment.id })
  const assignment = await assignments.find(ctx.db, payment.assignment_id)
  if (assignment) ctx.send(assignment.chat, say.pay.manual)
  const own = assignmentRef(payment.assignment_id)
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.admin.paymentWaits(`P${payment.id}`, own, amountOf(payment), why))
  }
}

const amountOf = (payment: Payment) => money(payment.amount_cents, payment.currency)
