import { dialog, Refusal, text, whole } from '#platform/bot.ts'
import { lockedPayment } from '../moves/locked-payment.ts'
import { voidPayment } from '../moves/void-payment.ts'
import { assignmentRef } from '../refs.ts'
import * as payments from '../store/payments.ts'
import { say } from '../texts/index.ts'
import { endWithStop, reason } from './reason.ts'

/** Held money is not paid at all: the words are asked for because the person reads them. */
export const cancelHeld = dialog('cancel-held')
  .ask('assignment', say.submit.which, whole(1, 2 ** 31 - 1))
  .ask('amount', say.submit.which, text)
  .ask('reason', (_, answers) => say.office.held.askCancel(assignmentRef(answers.assignment), answers.amount), reason)
  .finish(async (ctx, answers) => {
    const own = assignmentRef(answers.assignment)
    const newest = await payments.ofAssignment(ctx.db, answers.assignment)
    const locked = newest && (await lockedPayment(ctx, newest.id))
    if (!locked) throw new Refusal(say.pay.hold.none(own))
    const { payment, assignment } = locked
    if (assignment.status !== 'held') throw new Refusal(say.office.held.notNow(own, say.state[assignment.status]))
    await voidPayment(ctx, payment, assignment, endWithStop(answers.reason))
    ctx.reply(say.office.held.cancelled(own))
  })
