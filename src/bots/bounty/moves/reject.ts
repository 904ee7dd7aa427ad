import { after, button, hours, type JobContext } from '#platform/bot.ts'
import { sentenceFor } from '../cards.ts'
import { submissionJudged } from '../events.ts'
import { assignmentRef } from '../refs.ts'
import type { Detail } from '../rules.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { tellVerdict } from './tell-verdict.ts'

/** Back to work: the time the submission took is given back, and a day at least remains for another one. */
export async function reject(ctx: JobContext, assignment: Assignment, reason: string, { got, want }: Detail) {
  const paused = ctx.now.getTime() - (assignment.submitted_at ?? ctx.now).getTime()
  const due = Math.max(assignment.due_at.getTime() + paused, after(ctx.now, hours(24)).getTime())
  await assignments.change(ctx.db, assignment.id, {
    status: 'active',
    due_at: new Date(due),
    reason,
    detail: JSON.stringify({ got, want }),
    pr_repo_id: null,
    checked_at: ctx.now,
    next_check_at: null,
  })
  submissionJudged(ctx, assignment, 'REJECT', reason)
  const own = assignmentRef(assignment.id)
  tellVerdict(ctx, assignment, sentenceFor(reason, { ...(got ? { got } : {}), ...(want ? { want } : {}) }), {
    buttons: [
      [button(say.button.submit(own), 'submit', assignment.id), button(say.button.drop(own), 'drop', assignment.id)],
    ],
  })
}
