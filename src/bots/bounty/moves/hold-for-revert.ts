import { type JobContext, linkButton } from '#platform/bot.ts'
import { aboutSubmission, pullName, sentenceFor } from '../cards.ts'
import { assignmentHeld } from '../events.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** The work was taken back before it was paid: the money waits for an admin's decision. */
export async function holdForRevert(ctx: JobContext, assignment: Assignment, commit: string) {
  const { id, chat, evidence_url } = assignment
  await assignments.change(ctx.db, id, {
    status: 'held',
    reason: 'HELD_REVERT',
    detail: JSON.stringify({ got: commit }),
    reverts_checked_at: ctx.now,
  })
  assignmentHeld(ctx, assignment, 'HELD_REVERT', { commit })
  ctx.send(chat, aboutSubmission(assignment, sentenceFor('HELD_REVERT')))
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.github.reverted(assignmentRef(id), commit.slice(0, 12), pullName(assignment)), {
      buttons: evidence_url ? [linkButton(say.button.openPull, evidence_url)] : [],
    })
  }
}
