import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { isLarge, isOnAuthorsWord, mayNotApprove } from '../approval.ts'
import { makePayment, startWhenDue } from '../moves/make-payment.ts'
import { amountOf } from '../moves/settle.ts'
import { disputeToDecide } from '../moves/settle-dispute.ts'
import { knownPayment, notNow, showPayment } from '../moves/show-payment.ts'
import { takeStep } from '../moves/take-step.ts'
import { voidPayment } from '../moves/void-payment.ts'
import { outsideOf } from '../outside.ts'
import { UNSENT } from '../payments.ts'
import { assignmentRef, parsePaymentRef, paymentRef } from '../refs.ts'
import * as approvals from '../store/approvals.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { sayFailed, sayPaid } from './pay-verdict.ts'

/** `/pay P9`, and what can be said about it: `approve`, `void`, `again`, `paid PAYOUT_ID evidence`, `failed evidence`. */
export async function pay(ctx: Context) {
  const [, ref = '', word = '', rest = ''] = /^(\S+)(?:\s+(\S+)(?:\s+([\s\S]*))?)?$/.exec(ctx.args) ?? []
  const id = parsePaymentRef(ref)
  if (id === undefined) throw new Refusal(say.pay.admin.usage)
  switch (word.toLowerCase()) {
    case '':
      return showPayment(ctx, id)
    case 'approve':
      return payApprove(ctx, id)
    case 'void':
      return askVoid(ctx, id)
    case 'again':
      return payAgain(ctx, id)
    case 'paid':
      return sayPaid(ctx, id, rest)
    case 'failed':
      return sayFailed(ctx, id, rest)
    default:
      throw new Refusal(say.pay.admin.usage)
  }
}

export const payCard = showPayment

/** One of those who must agree does. The last one lets it go. */
export async function payApprove(ctx: Context, id: number) {
  const { payment, assignment } = await knownPayment(ctx, id)
  if (payment.status !== 'created' && payment.status !== 'needs_2nd') throw notNow(payment)
  const beside = await assignments.sharesBeside(ctx.db, assignment)
  if (beside.some(({ user_id }) => user_id === ctx.person.id)) throw new Refusal(say.pay.admin.mayNot.own)
  const task = await tasks.find(ctx.db, assignment.task_id)
  const by = await approvals.of(ctx.db, id)
  const asked = {
    payee: payment.user_id,
    taskCreator: task?.created_by ?? 0,
    isLarge: isLarge(payment.approvals_needed, payment.amount_cents, assignment, outsideOf(ctx).limits),
    isOnAuthorsWord: isOnAuthorsWord(assignment),
    by,
  }
  const why = mayNotApprove(asked, ctx.person.id)
  if (why) throw new Refusal(say.pay.admin.mayNot[why])
  await approvals.add(ctx.db, id, ctx.person.id, ctx.now)
  const have = by.length + 1
  if (have < payment.approvals_needed) await takeStep(ctx, payment, 'approveFirst', {}, { by: ctx.person.id })
  else startWhenDue(ctx, await takeStep(ctx, payment, 'approve', {}, { by: ctx.person.id }))
  await showPayment(ctx, id)
}

/** Says what cancelling means, and asks once. */
export async function askVoid(ctx: Context, id: number) {
  const { payment, assignment } = await voidable(ctx, id)
  ctx.show(say.manage.sure.void(paymentRef(id), assignmentRef(assignment.id), amountOf(payment), payment.user_id), {
    buttons: [[singleUse(say.manage.button.voidSure, 'payVoidSure', id), button(say.button.keep, 'pay', id)]],
  })
}

export async function payVoid(ctx: Context, id: number) {
  const { payment, assignment } = await voidable(ctx, id)
  await voidPayment(ctx, payment, assignment)
  await showPayment(ctx, id)
}

async function voidable(ctx: Context, id: number) {
  const locked = await knownPayment(ctx, id)
  if (!UNSENT.includes(locked.payment.status)) throw notNow(locked.payment)
  if (locked.payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  await disputeToDecide(ctx, locked.assignment)
  return locked
}

/** Another payment for one that is proven not to have arrived: a key of its own, and the first one stays failed for ever. */
export async function payAgain(ctx: Context, id: number) {
  const { payment, assignment } = await knownPayment(ctx, id)
  const newest = await payments.ofAssignment(ctx.db, assignment.id)
  if (payment.status !== 'failed' || newest?.id !== id) throw notNow(payment)
  if (payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  const { amount_cents: cents, currency, seq, approvals_needed: least } = payment
  const next = await makePayment(ctx, assignment, { cents, currency, seq: seq + 1, dueFrom: new Date(0), least })
  await showPayment(ctx, next.id)
}
