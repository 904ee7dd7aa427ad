import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { cleanLine } from '../clean.ts'
import { amountOf } from '../moves/settle.ts'
import { knownPayment, notNow } from '../moves/show-payment.ts'
import { takeStep } from '../moves/take-step.ts'
import { assignmentRef, parsePaymentRef, paymentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as questions from '../store/questions.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

type Asked = { payment: number; reason: string }

/** `/reverse P9 reason`: the money came back. Asks once, because nothing undoes it. */
export async function reverse(ctx: Context) {
  const [, ref = '', text = ''] = /^(\S+)\s+([\s\S]+)$/.exec(ctx.args) ?? []
  const id = parsePaymentRef(ref)
  const reason = cleanLine(text)
  if (id === undefined || reason === '') throw new Refusal(say.pay.reverse.usage)
  if (reason.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  const { payment } = await reversible(ctx, id)
  const asked: Asked = { payment: id, reason }
  const question = await questions.ask(ctx.db, ctx.person.id, 'reverse', asked, ctx.now)
  ctx.reply(say.manage.sure.reverse(paymentRef(id), amountOf(payment), payment.payout_id ?? '—', reason), {
    buttons: [
      [singleUse(say.manage.button.reverseSure, 'reverseSure', question), button(say.pay.button.leave, 'leave')],
    ],
  })
}

/** Nothing is undone: another transfer says that the money came back. */
export async function reverseSure(ctx: Context, question: number) {
  const asked = await questions.take<Asked>(ctx.db, question, ctx.person.id, 'reverse', ctx.now)
  if (!asked) throw new Refusal(say.manage.sure.over)
  const { reason } = asked
  const { payment, assignment } = await reversible(ctx, asked.payment)
  await takeStep(ctx, payment, 'reverse', { reason }, { reason, by: ctx.person.id })
  await assignments.change(ctx.db, assignment.id, { status: 'clawed_back' })
  ctx.send(assignment.chat, say.pay.reverse.told(assignmentRef(assignment.id), amountOf(payment), reason))
  ctx.show(say.pay.reverse.done(paymentRef(payment.id), amountOf(payment)))
}

async function reversible(ctx: Context, id: number) {
  const locked = await knownPayment(ctx, id)
  if (locked.payment.status !== 'paid') throw notNow(locked.payment)
  if (locked.payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  return locked
}
