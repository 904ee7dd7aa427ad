import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { cleanLine } from '../clean.ts'
import { amountOf, confirm, disprove } from '../moves/settle.ts'
import { knownPayment, notNow, showPayment } from '../moves/show-payment.ts'
import { assignmentRef, paymentRef } from '../refs.ts'
import * as questions from '../store/questions.ts'
import type { Payment } from '../store/tables.ts'
import * as verdicts from '../store/verdicts.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

type Said = {
  readonly verdict: 'paid' | 'failed'
  readonly payout_id: string | null
  readonly evidence: string
}

export async function sayPaid(ctx: Context, id: number, rest: string) {
  const [, payoutId = '', evidence = ''] = /^(\S{1,200})\s+([\s\S]+)$/.exec(rest) ?? []
  await sayVerdict(ctx, id, { verdict: 'paid', payout_id: payoutId, evidence: cleanLine(evidence) })
}

export const sayFailed = (ctx: Context, id: number, rest: string) =>
  sayVerdict(ctx, id, { verdict: 'failed', payout_id: null, evidence: cleanLine(rest) })

/** A second person agrees with what the first one found, by a button. */
export async function payAgree(ctx: Context, id: number, with_: number) {
  const { payment } = await knownPayment(ctx, id)
  const found = (await verdicts.of(ctx.db, id)).find(({ person_id }) => person_id === with_)
  if (payment.status !== 'manual' || !found) throw notNow(payment)
  if (with_ === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.twice)
  const { verdict, payout_id, evidence } = found
  await sayVerdict(ctx, id, { verdict, payout_id: payout_id ?? null, evidence })
}

/** What nobody can look up is decided by two people who say the same, each with their evidence. The one who decides is asked once more. */
async function sayVerdict(ctx: Context, id: number, said: Said) {
  const payment = await undecided(ctx, id, said)
  if (!(await isSaidByAnother(ctx, id, said))) return enter(ctx, id, said)
  const question = await questions.ask(ctx.db, ctx.person.id, 'verdict', { payment: id, ...said }, ctx.now)
  const [ref, own] = [paymentRef(id), assignmentRef(payment.assignment_id)]
  ctx.reply(say.manage.sure.verdict[said.verdict](ref, own, amountOf(payment), said.payout_id ?? '—'), {
    buttons: [[singleUse(say.manage.button.enter, 'verdictSure', question), button(say.pay.button.leave, 'leave')]],
  })
}

export async function verdictSure(ctx: Context, question: number) {
  const asked = await questions.take<Said & { payment: number }>(ctx.db, question, ctx.person.id, 'verdict', ctx.now)
  if (!asked) throw new Refusal(say.manage.sure.over)
  const { payment: id, ...said } = asked
  await undecided(ctx, id, said)
  await enter(ctx, id, said)
}

async function undecided(ctx: Context, id: number, said: Said): Promise<Payment> {
  const { payment } = await knownPayment(ctx, id)
  if (payment.status !== 'manual') throw notNow(payment)
  if (payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  if (said.evidence === '' || said.payout_id === '') throw new Refusal(say.pay.admin.evidence)
  if (said.evidence.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  return payment
}

async function enter(ctx: Context, id: number, said: Said) {
  await verdicts.put(ctx.db, { payment_id: id, person_id: ctx.person.id, at: ctx.now, ...said })
  ctx.audit('payment_verdict', paymentRef(id), said)
  if (await isSaidByAnother(ctx, id, said)) await decide(ctx, id, said)
  await showPayment(ctx, id)
}

async function decide(ctx: Context, id: number, said: Said) {
  const { payment, assignment } = await knownPayment(ctx, id)
  if (said.verdict === 'paid') await confirm(ctx, payment, assignment, said.payout_id ?? '')
  else await disprove(ctx, payment, assignment, said.evidence)
}

const isSaidByAnother = async (ctx: Context, id: number, { verdict, payout_id }: Said) =>
  (await verdicts.of(ctx.db, id)).some(
    (one) => one.person_id !== ctx.person.id && one.verdict === verdict && one.payout_id === payout_id,
  )
