import { again, job } from '#platform/bot.ts'
import { disputeButton } from '../dispute-card.ts'
import { assignmentRef } from '../refs.ts'
import * as disputes from '../store/disputes.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

/** Reminds the admins of a dispute that nobody has decided, before its day and on it. */
export const remindDispute = job('remind-dispute', async (ctx, { dispute: id }: { dispute: number }) => {
  const dispute = await disputes.find(ctx.db, id)
  if (!dispute || dispute.closed_at) return
  const ref = assignmentRef(dispute.assignment_id)
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.lease.dispute.waits(ref, dispute.words, moment(dispute.answer_by, ctx.now)), {
      buttons: [disputeButton(dispute)],
    })
  }
  return ctx.now < dispute.answer_by ? again(dispute.answer_by) : undefined
})
