import { button, type JobContext } from '#platform/bot.ts'
import { reasonFor, sentenceFor } from '../cards.ts'
import { submissionJudged } from '../events.ts'
import { assignmentRef } from '../refs.ts'
import type { ManualReason } from '../rules.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { tellVerdict } from './tell-verdict.ts'

/** No rule can decide it: a person must. The claimant and the admins are told. */
export async function sendToReview(
  ctx: JobContext,
  assignment: Assignment,
  reason: ManualReason,
  values: Partial<Assignment> = {},
) {
  await assignments.change(ctx.db, assignment.id, {
    ...values,
    status: 'review',
    reason,
    detail: null,
    checked_at: ctx.now,
    next_check_at: null,
  })
  submissionJudged(ctx, assignment, 'MANUAL', reason)
  const landed = button(say.github.landed.button, 'landed', assignment.id)
  tellVerdict(ctx, assignment, sentenceFor(reason), reason === 'CLOSED_UNMERGED' ? { buttons: [landed] } : {})
  const own = assignmentRef(assignment.id)
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.admin.reviewWaits(own, reasonFor(reason)), {
      buttons: [button(say.button.review(own), 'review', assignment.id)],
    })
  }
}
