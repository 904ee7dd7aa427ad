import { type Context, Refusal } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment, Task } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { disputeToDecide } from './settle-dispute.ts'

/** A refusal unless this admin may approve what is in review; the repository that is claimed with it. */
export async function approvable(ctx: Context, assignment: Assignment, task: Task): Promise<number | null> {
  const dispute = await disputeToDecide(ctx, assignment)
  if (dispute?.was === 'expired') throw new Refusal(say.admin.notInReview(assignmentRef(assignment.id)))
  const account = await accounts.of(ctx.db, assignment.user_id)
  if (!account?.proven_at && !outsideOf(ctx).linkUnproven) throw new Refusal(say.account.unprovenPayee)
  const repoId = assignment.pr_repo_id ?? assignment.seen_repo_id ?? task.repo_id
  const number = assignment.pr_number ?? 0
  if (repoId !== null && (await assignments.withPullRequest(ctx.db, repoId, number, assignment.id))) {
    throw new Refusal(say.verdict.PR_USED)
  }
  return repoId
}
