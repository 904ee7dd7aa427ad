import { type Context, Refusal } from '#platform/bot.ts'
import { pullName } from '../cards.ts'
import { amountOf } from '../moves/settle.ts'
import { paymentState } from '../payment-state.ts'
import { isOwed } from '../payments.ts'
import { assignmentRef, parseAssignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import { say } from '../texts/index.ts'
import { ago } from '../when.ts'
import { askPublic, checkReceipt } from './public-receipt.ts'

/** `/receipt A42`: what was paid for it, when and under which number. One's own; an admin sees everybody's. `/receipt A42 public`, `/receipt check CODE`. */
export async function receipt(ctx: Context) {
  const [first = '', second = ''] = ctx.args.split(/\s+/)
  if (first.toLowerCase() === 'check') return checkReceipt(ctx, second)
  if (second.toLowerCase() === 'public') return askPublic(ctx, first)
  const id = parseAssignmentRef(ctx.args)
  if (id === undefined) throw new Refusal(say.pay.receipt.usage)
  const assignment = await assignments.find(ctx.db, id)
  const isTheirs = assignment?.user_id === ctx.person.id || ctx.person.is('admin')
  const payment = assignment && isTheirs ? await payments.ofAssignment(ctx.db, id) : undefined
  if (!assignment || !payment) throw new Refusal(say.pay.receipt.none(assignmentRef(id)))
  if (!payment.paid_at || !payment.payout_id) {
    const line = say.pay.receipt.notPaid(assignmentRef(id), paymentState(payment))
    throw new Refusal(isOwed(payment) ? say.office.old.approved(line, ago(payment.created_at, ctx.now)) : line)
  }
  const when = `${payment.paid_at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const card = say.pay.receipt.card(assignmentRef(id), pullName(assignment), amountOf(payment), when, payment.payout_id)
  ctx.reply(payment.status === 'reversed' ? say.pay.receipt.reversed(card) : card)
}
