import { type Context, Refusal } from '#platform/bot.ts'
import { verdictMessage } from '../cards.ts'
import { assignmentSubmitted } from '../events.ts'
import { verifyPr } from '../jobs/verify-pr.ts'
import { MOST_REJECTS, submitAgainAt } from '../leases.ts'
import type { PullRequestAddress } from '../pull-request-url.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { own } from './own.ts'
import { refuseBanned } from './unless-banned.ts'

/** The person's assignment, if a pull request can be submitted for it now. */
export async function submittable(ctx: Context, id: number): Promise<Assignment> {
  const assignment = await own(ctx, id)
  await refuseBanned(ctx)
  if (!assignments.HELD.includes(assignment.status)) throw new Refusal(say.submit.settled(assignmentRef(id)))
  if (assignment.status === 'review') throw new Refusal(say.submit.inReview(assignmentRef(id)))
  const again = submitAgainAt(assignment, ctx.now)
  if (again) {
    throw new Refusal(say.lease.tooManyRejects(assignmentRef(id), MOST_REJECTS, moment(again, ctx.now)))
  }
  return assignment
}

/** A new submission takes the place of one that is still being checked: a wrong link is corrected by sending the right one. */
export async function submitPullRequest(ctx: Context, id: number, { owner, repo, number }: PullRequestAddress) {
  const assignment = await submittable(ctx, id)
  const submission = assignment.submission + 1
  const url = `https://github.com/${owner}/${repo}/pull/${number}`
  await assignments.change(ctx.db, id, {
    status: 'verifying',
    frozen_at: assignment.frozen_at ?? ctx.now,
    evidence_url: url,
    submission,
    submitted_at: ctx.now,
    pr_name: `${owner}/${repo}`,
    pr_number: number,
    pr_repo_id: null,
    seen_repo_id: null,
    head_sha: null,
    base_ref: null,
    merge_sha: null,
    merged_at: null,
    self_merged: false,
    pr_title: null,
    poked_at: null,
    landed: null,
    reason: null,
    detail: null,
    checks: 0,
    misses: 0,
    silences: 0,
    silent_since: null,
    checked_at: null,
    next_check_at: null,
  })
  assignmentSubmitted(ctx, assignment, url)
  ctx.reply(say.submit.received(assignmentRef(id)), { as: verdictMessage(id) })
  ctx.enqueue(
    verifyPr,
    { assignment: id, submission, owner, repo, number },
    { key: `${assignmentRef(id)}/${submission}` },
  )
}
