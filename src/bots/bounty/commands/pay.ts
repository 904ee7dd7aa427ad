import { type Context, Refusal } from '#platform/bot.ts'
import { isOnTheirWord, mayNotApprove } from '../approval.ts'
import { cleanLine } from '../clean.ts'
import { lockedPayment } from '../moves/locked-payment.ts'
import { makePayment, startWhenDue } from '../moves/make-payment.ts'
import { confirm, disprove } from '../moves/settle.ts'
import { takeStep } from '../moves/take-step.ts'
import { voidPayment } from '../moves/void-payment.ts'
import { outsideOf } from '../outside.ts'
import { type CardFacts, paymentButtons, paymentCard } from '../payment-card.ts'
import { UNSENT } from '../payments.ts'
import { parsePaymentRef, paymentRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as approvals from '../store/approvals.ts'
import * as payments from '../store/payments.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import * as verdicts from '../store/verdicts.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

/** `/pay P9`, and what can be said about it: `approve`, `void`, `again`, `paid PAYOUT_ID evidence`, `failed evidence`. */
export async function pay(ctx: Context) {
  const [, ref = '', word = '', rest = ''] = /^(\S+)(?:\s+(\S+)(?:\s+([\s\S]*))?)?$/.exec(ctx.args) ?? []
  const id = parsePaymentRef(ref)
  if (id === undefined) throw new Refusal(say.pay.admin.usage)
  switch (word.toLowerCase()) {
    case '':
      return payCard(ctx, id)
    case 'approve':
      return payApprove(ctx, id)
    case 'void':
      return payVoid(ctx, id)
    case 'again':
      return payAgain(ctx, id)
    case 'paid':
      return sayPaid(ctx, id, rest)
    case 'failed':
      return sayVerdict(ctx, id, { verdict: 'failed', payout_id: null, evidence: cleanLine(rest) })
    default:
      throw new Refusal(say.pay.admin.usage)
  }
}

export async function payCard(ctx: Context, id: number) {
  await known(ctx, id)
  await showCard(ctx, id)
}

/** One of those who must agree does. The last one lets it go. */
export async function payApprove(ctx: Context, id: number) {
  const { payment, assignment } = await known(ctx, id)
  if (payment.status !== 'created' && payment.status !== 'needs_2nd') throw notNow(payment)
  const task = await tasks.find(ctx.db, assignment.task_id)
  const by = await approvals.of(ctx.db, id)
  const isLarge = isLargePayment(ctx, payment, assignment)
  const asked = { payee: payment.user_id, taskCreator: task?.created_by ?? 0, isLarge, by }
  const why = mayNotApprove(asked, ctx.person.id)
  if (why) throw new Refusal(say.pay.admin.mayNot[why])
  await approvals.add(ctx.db, id, ctx.person.id, ctx.now)
  const have = by.length + 1
  if (have < payment.approvals_needed) await takeStep(ctx, payment, 'approveFirst', {}, { by: ctx.person.id })
  else startWhenDue(ctx, await takeStep(ctx, payment, 'approve', {}, { by: ctx.person.id }))
  await showCard(ctx, id)
}

/** What the amount wants was settled when the payment was made; what the missing merge wants comes on top. */
const isLargePayment = (ctx: Context, { approvals_needed, amount_cents }: Payment, assignment: Assignment) =>
  approvals_needed > 1 && (!isOnTheirWord(assignment) || amount_cents > outsideOf(ctx).limits.oneAdminMost)

export async function payVoid(ctx: Context, id: number) {
  const { payment, assignment } = await known(ctx, id)
  if (!UNSENT.includes(payment.status)) throw notNow(payment)
  if (payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  await voidPayment(ctx, payment, assignment)
  await showCard(ctx, id)
}

/** Another payment for one that is proven not to have arrived: a key of its own, and the first one stays failed for ever. */
export async function payAgain(ctx: Context, id: number) {
  const { payment, assignment } = await known(ctx, id)
  const newest = await payments.ofAssignment(ctx.db, assignment.id)
  if (payment.status !== 'failed' || newest?.id !== id) throw notNow(payment)
  if (payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  const { amount_cents: cents, currency, seq } = payment
  const next = await makePayment(ctx, assignment, { cents, currency, seq: seq + 1, dueFrom: new Date(0) })
  await showCard(ctx, next.id)
}

async function sayPaid(ctx: Context, id: number, rest: string) {
  const [, payoutId = '', evidence = ''] = /^(\S{1,200})\s+([\s\S]+)$/.exec(rest) ?? []
  await sayVerdict(ctx, id, { verdict: 'paid', payout_id: payoutId, evidence: cleanLine(evidence) })
}

interface Said {
  readonly verdict: 'paid' | 'failed'
  readonly payout_id: string | null
  readonly evidence: string
}

/** What nobody can look up is decided by two people who say the same, each with their evidence. */
async function sayVerdict(ctx: Context, id: number, said: Said) {
  const { payment } = await known(ctx, id)
  if (payment.status !== 'manual') throw notNow(payment)
  if (payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  if (said.evidence === '' || said.payout_id === '') throw new Refusal(say.pay.admin.evidence)
  if (said.evidence.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  await verdicts.put(ctx.db, { payment_id: id, person_id: ctx.person.id, at: ctx.now, ...said })
  ctx.audit('payment_verdict', paymentRef(id), said)
  await decide(ctx, id, said)
}

/** A second person agrees with what the first one found, by a button. */
export async function payAgree(ctx: Context, id: number, with_: number) {
  const { payment } = await known(ctx, id)
  const found = (await verdicts.of(ctx.db, id)).find(({ person_id }) => person_id === with_)
  if (payment.status !== 'manual' || !found) throw notNow(payment)
  if (with_ === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.twice)
  const { verdict, payout_id, evidence } = found
  await sayVerdict(ctx, id, { verdict, payout_id: payout_id ?? null, evidence })
}

async function decide(ctx: Context, id: number, said: Said) {
  const { payment, assignment } = await known(ctx, id)
  const all = await verdicts.of(ctx.db, id)
  const alike = all.filter((one) => one.verdict === said.verdict && one.payout_id === said.payout_id)
  if (alike.length >= 2) {
    if (said.verdict === 'paid') await confirm(ctx, payment, assignment, said.payout_id ?? '')
    else await disprove(ctx, payment, assignment, said.evidence)
  }
  await showCard(ctx, id)
}

async function known(ctx: Context, id: number) {
  const locked = await lockedPayment(ctx, id)
  if (!locked) throw new Refusal(say.pay.admin.noPayment(paymentRef(id)))
  return locked
}

async function showCard(ctx: Context, id: number) {
  const { payment, assignment } = await known(ctx, id)
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

const notNow = ({ id, status }: Payment) => new Refusal(say.pay.admin.notNow(paymentRef(id), say.payment[status]))
