import { type Context, Refusal } from '#platform/bot.ts'
import { type CardFacts, paymentButtons, paymentCard } from '../payment-card.ts'
import { paymentRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as approvals from '../store/approvals.ts'
import type { Payment } from '../store/tables.ts'
import * as verdicts from '../store/verdicts.ts'
import { say } from '../texts/index.ts'
import { lockedPayment } from './locked-payment.ts'

/** The payment with its assignment, both locked; a refusal when there is none. */
export async function knownPayment(ctx: Context, id: number) {
  const locked = await lockedPayment(ctx, id)
  if (!locked) throw new Refusal(say.pay.admin.noPayment(paymentRef(id)))
  return locked
}

export async function showPayment(ctx: Context, id: number) {
  const { payment, assignment } = await knownPayment(ctx, id)
  const facts: CardFacts = {
    payment,
    assignment,
    login: (await accounts.of(ctx.db, payment.user_id))?.login ?? '—',
    approvers: await approvals.of(ctx.db, id),
    verdicts: await verdicts.of(ctx.db, id),
    now: ctx.now,
  }
  ctx.show(paymentCard(facts), { buttons: paymentButtons(facts) })
}

export const notNow = ({ id, status }: Payment) =>
  new Refusal(say.pay.admin.notNow(paymentRef(id), say.payment[status]))
