import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { pullName } from '../cards.ts'
import { publishWhenWanted } from '../moves/publish-when-wanted.ts'
import { amountOf } from '../moves/settle.ts'
import { outsideOf } from '../outside.ts'
import { isOwed } from '../payments.ts'
import { paymentIn, receiptCode } from '../public-receipt.ts'
import { assignmentRef, parseAssignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import * as receipts from '../store/public-receipts.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** `/receipt A42 public`: says what everybody will read, and asks once. Only who is paid decides that. */
export async function askPublic(ctx: Context, ref: string) {
  const { assignment, payment } = await publishable(ctx, parseAssignmentRef(ref))
  ctx.reply(say.receipts.sure(assignmentRef(assignment.id), pullName(assignment), amountOf(payment)), {
    buttons: [
      [singleUse(say.receipts.button.publish, 'publishReceipt', assignment.id), button(say.pay.button.leave, 'leave')],
    ],
  })
}

export async function publishSure(ctx: Context, id: number) {
  const { assignment, payment } = await publishable(ctx, id)
  if (await receipts.want(ctx.db, id, ctx.now)) ctx.audit('receipt_wanted', assignmentRef(id))
  if (payment.status === 'paid') await publishWhenWanted(ctx, assignment)
  ctx.show(say.receipts.wanted(pullName(assignment)))
}

async function publishable(
  ctx: Context,
  id: number | undefined,
): Promise<{ assignment: Assignment; payment: Payment }> {
  if (id === undefined) throw new Refusal(say.pay.receipt.usage)
  if (!outsideOf(ctx).hasComments) throw new Refusal(say.receipts.notHere)
  const assignment = await assignments.lockOwn(ctx.db, id, ctx.person.id)
  const payment = assignment && (await payments.ofAssignment(ctx.db, id))
  const isGood = payment && (isOwed(payment) || payment.status === 'paid')
  if (!assignment || !payment || !isGood) throw new Refusal(say.pay.receipt.none(assignmentRef(id)))
  if (!assignment.pr_name?.includes('/') || assignment.pr_number === null) throw new Refusal(say.receipts.noPull)
  const before = await receipts.find(ctx.db, id)
  if (before && before.state !== 'wanted') throw new Refusal(say.receipts.already(assignmentRef(id)))
  return { assignment, payment }
}

/** `/receipt check CODE`: whether it is one of ours and what it stands for, and nothing about the person. */
export async function checkReceipt(ctx: Context, code: string) {
  const { secrets } = outsideOf(ctx)
  const id = paymentIn(code)
  const payment = id === undefined ? undefined : await payments.find(ctx.db, id)
  const wanted = payment && (await receipts.find(ctx.db, payment.assignment_id))
  const isReal = secrets && wanted && payment?.paid_at && receiptCode(secrets, payment) === code
  const assignment = isReal ? await assignments.find(ctx.db, payment.assignment_id) : undefined
  if (!payment?.paid_at || !assignment) throw new Refusal(say.receipts.unknown)
  const day = payment.paid_at.toISOString().slice(0, 10)
  const card = say.receipts.real(amountOf(payment), taskRef(assignment.task_id), pullName(assignment), day)
  ctx.reply(payment.status === 'reversed' ? say.pay.receipt.reversed(card) : card)
}
