import { after, job, seconds } from '#platform/bot.ts'
import { doubt } from '../moves/doubt.ts'
import { lockedPayment } from '../moves/locked-payment.ts'
import { lookAtPayment } from '../moves/look-at-payment.ts'
import { pausePayouts } from '../moves/pause-payouts.ts'
import { confirm, handOver } from '../moves/settle.ts'
import { takeStep } from '../moves/take-step.ts'
import type { Outside } from '../outside.ts'
import { moved, STALE } from '../payments.ts'
import type { PayoutOutcome } from '../payouts/port.ts'
import * as attempts from '../store/attempts.ts'

type Input = {
  payment: number
  attempt: number
  key: string
  body: string
  at: string
  currency?: string
  destination?: string | null
}

/**
 * Sends one request, once. When the process ends in the middle, nobody sends it again under this attempt: what became
 * of it is unknown, and another attempt has a row and a time of its own.
 */
export const payOut = job('pay-out', {
  async call({
    input,
    outside,
    attempt,
    now,
    signal,
  }: {
    input: Input
    outside: Outside
    attempt: number
    now: Date
    signal: AbortSignal
  }): Promise<PayoutOutcome> {
    const at = new Date(input.at)
    if (attempt > 1) return { kind: 'unknown', why: 'the process ended while it was being sent' }
    if (now.getTime() - at.getTime() > STALE) return { kind: 'unknown', why: 'its turn came too late' }
    if (outside.isShadow) return { kind: 'unknown', why: 'payouts were put into shadow before it was sent' }
    // Queued by the release before, when there was one currency and no account to name.
    const { key, body, currency = 'USD', destination } = input
    return outside.payouts.pay(
      { key, body, at, attempt: input.attempt, currency, destination: destination ?? undefined },
      signal,
    )
  },
  async save(ctx, { payment: id, attempt }, outcome) {
    const locked = await lockedPayment(ctx, id)
    if (!locked) return
    const { payment, assignment } = locked
    await attempts.end(ctx.db, id, attempt, wordOf(outcome), ctx.now)
    // Good news is never too late; doubt is, when another attempt is under way.
    if (outcome.kind === 'paid') {
      if (moved(payment.status, 'confirm')) await confirm(ctx, payment, assignment, outcome.payoutId)
      return
    }
    if (payment.status !== 'sending' || payment.attempts !== attempt) return
    switch (outcome.kind) {
      case 'accepted':
        await takeStep(ctx, payment, 'accept', { reason: null }, { payout_id: outcome.payoutId })
        return lookAtPayment(ctx, payment, after(ctx.now, seconds(30)))
      case 'contradiction':
        return handOver(ctx, payment, assignment, outcome.why)
      case 'shut':
        await doubt(ctx, payment, assignment, outcome.why)
        return pausePayouts(ctx, outcome.why)
      default:
        await doubt(ctx, payment, assignment, outcome.why)
        if (outcome.kind === 'refused' && outcome.isEmpty) await pausePayouts(ctx, outcome.why)
        return
    }
  },
  async dead(ctx, { payment: id, attempt }, error) {
    const locked = await lockedPayment(ctx, id)
    if (locked?.payment.status !== 'sending' || locked.payment.attempts !== attempt) return
    await doubt(ctx, locked.payment, locked.assignment, error)
  },
})

const wordOf = (outcome: PayoutOutcome) => ('why' in outcome ? `${outcome.kind}: ${outcome.why}` : outcome.kind)
