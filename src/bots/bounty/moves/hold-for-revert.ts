import { button, type JobContext, linkButton } from '#platform/bot.ts'
import { aboutSubmission, pullName, sentenceFor } from '../cards.ts'
import { assignmentHeld } from '../events.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { canHold } from './hold.ts'

/** The work was taken back before it was paid: the money waits for an admin's decision. Money that has left cannot be held. */
export async function holdForRevert(ctx: JobContext, assignment: Assignment, commit: string) {
  const { id, chat, evidence_url } = assignment
  const buttons = evidence_url ? [linkButton(say.button.openPull, evidence_url)] : []
  const told = [assignmentRef(id), commit.slice(0, 12), pullName(assignment)] as const
  if (!(await canHold(ctx, assignment))) {
    ctx.audit('revert_too_late', assignmentRef(id), { commit })
    for (const admin of await ctx.holders('admin')) ctx.send(admin, say.github.revertedTooLate(...told), { buttons })
    return
  }
  await assignments.change(ctx.db, id, {
    status: 'held',
    reason: 'HELD_REVERT',
    detail: JSON.stringify({ got: commit }),
    decided_by: null,
    decided_at: ctx.now,
    reverts_checked_at: ctx.now,
    reverts_wanted_at: null,
    reverts_told: `${assignment.reverts_told} ${commit}`.trim(),
  })
  assignmentHeld(ctx, assignment, 'HELD_REVERT', { commit })
  ctx.send(chat, aboutSubmission(assignment, sentenceFor('HELD_REVERT')))
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.github.reverted(...told), {
      buttons: [...buttons, button(say.button.review(told[0]), 'held', id)],
    })
  }
}
