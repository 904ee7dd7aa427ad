import { type Context, Refusal } from '#platform/bot.ts'
import { cleanLine } from '../clean.ts'
import { lockedPayment } from '../moves/locked-payment.ts'
import { amountOf } from '../moves/settle.ts'
import { takeStep } from '../moves/take-step.ts'
import { assignmentRef, parsePaymentRef, paymentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

/** `/reverse P9 reason`: the money came back. Nothing is undone: another transfer says so. */
export async function reverse(ctx: Context) {
  const [, ref = '', text = ''] = /^(\S+)\s+([\s\S]+)$/.exec(ctx.args) ?? []
  const id = parsePaymentRef(ref)
  const reason = cleanLine(text)
  if (id === undefined || reason === '') throw new Refusal(say.pay.reverse.usage)
  if (reason.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  const locked = await lockedPayment(ctx, id)
  if (!locked) throw new Refusal(say.pay.admin.noPayment(paymentRef(id)))
  const { payment, assignment } = locked
  if (payment.status !== 'paid') {
    throw new Refusal(say.pay.admin.notNow(paymentRef(id), say.payment[payment.status]))
  }
  if (payment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  await takeStep(ctx, payment, 'reverse', { reason }, { reason, by: ctx.person.id })
  await assignments.change(ctx.db, assignment.id, { status: 'clawed_back' })
  ctx.send(assignment.chat, say.pay.reverse.told(assignmentRef(assignment.id), amountOf(payment), reason))
  ctx.reply(say.pay.reverse.done(paymentRef(id), amountOf(payment)))
}
