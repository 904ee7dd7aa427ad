import { dialog, Refusal, whole } from '#platform/bot.ts'
import { expireAgain } from '../moves/expire-again.ts'
import { reject as rejectMove } from '../moves/reject.ts'
import { disputeToDecide, settleDispute } from '../moves/settle-dispute.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'
import { endWithStop, reason } from './reason.ts'

export const reject = dialog('reject')
  .ask('assignment', say.submit.which, whole(1, 2 ** 31 - 1))
  .ask('reason', (_, answers) => say.admin.askReason(assignmentRef(answers.assignment)), reason)
  .finish(async (ctx, answers) => {
    const ref = assignmentRef(answers.assignment)
    const assignment = await assignments.lock(ctx.db, answers.assignment)
    if (assignment?.status !== 'review') throw new Refusal(say.admin.notInReview(ref))
    const why = { got: endWithStop(answers.reason) }
    const dispute = await disputeToDecide(ctx, assignment)
    if (dispute?.was === 'expired') await expireAgain(ctx, assignment, why.got)
    else await rejectMove(ctx, assignment, 'REJECTED', why, ctx.person.id)
    await settleDispute(ctx, assignment, 'refused')
    ctx.reply(say.admin.rejected(ref))
  })
