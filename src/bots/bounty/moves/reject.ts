import { after, button, type JobContext } from '#platform/bot.ts'
import { sentenceFor } from '../cards.ts'
import { submissionJudged } from '../events.ts'
import { LEAST_AFTER_REJECT, oneMoreReject } from '../leases.ts'
import { assignmentRef } from '../refs.ts'
import type { Detail } from '../rules.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { runLease } from './run-lease.ts'
import { tellVerdict } from './tell-verdict.ts'

/** Back to work: the time the submission took is given back, and a day at least remains for another one. */
export async function reject(
  ctx: JobContext,
  assignment: Assignment,
  reason: string,
  found: Detail,
  by: number | null = null,
) {
  const { got, want, merged } = found
  const task = await tasks.find(ctx.db, assignment.task_id)
  if (!task) throw new Error(`The task of ${assignmentRef(assignment.id)} is gone.`)
  await assignments.change(ctx.db, assignment.id, {
    ...runLease(ctx, assignment, task, after(ctx.now, LEAST_AFTER_REJECT)),
    ...oneMoreReject(assignment, ctx.now),
    decided_by: by,
    decided_at: ctx.now,
    reason,
    detail: JSON.stringify({ got, want, merged }),
    pr_repo_id: null,
    checked_at: ctx.now,
    next_check_at: null,
  })
  submissionJudged(ctx, assignment, 'REJECT', reason)
  const own = assignmentRef(assignment.id)
  tellVerdict(ctx, assignment, sentenceFor(reason, found), {
    buttons: [
      [button(say.button.submit(own), 'submit', assignment.id), button(say.button.drop(own), 'drop', assignment.id)],
    ],
  })
}
