import { type Context, lines, linkButton, Refusal, singleUse } from '#platform/bot.ts'
import { adminLine, detailOf, pullName, reasonFor, reward } from '../cards.ts'
import { reject as rejectDialog } from '../dialogs/reject.ts'
import { disputeLine } from '../dispute-card.ts'
import { landedLines } from '../landed.ts'
import { approvable } from '../moves/approvable.ts'
import { approve } from '../moves/approve.ts'
import { disputeToDecide, settleDispute } from '../moves/settle-dispute.ts'
import { assignmentRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import * as disputes from '../store/disputes.ts'
import type { Assignment, Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

/** The evidence of one submission, with the two things an admin can decide. */
export async function review(ctx: Context, id: number) {
  const { assignment, task } = await inReview(ctx, id)
  const dispute = await disputes.openOf(ctx.db, id)
  const account = await accounts.of(ctx.db, assignment.user_id)
  const { taken_at, submitted_at, reason, evidence_url } = assignment
  const card = say.admin.reviewCard(
    assignmentRef(id),
    adminLine(task),
    `id ${assignment.user_id}`,
    account?.login ?? '—',
    pullName(assignment),
    moment(taken_at, ctx.now),
    moment(submitted_at ?? taken_at, ctx.now),
    reasonFor(reason ?? '', detailOf(assignment)),
  )
  const decide =
    dispute?.was === 'expired'
      ? singleUse(say.lease.button.uphold, 'uphold', id)
      : singleUse(say.button.approve, 'approve', id)
  const onWord = assignment.merged_at === null && dispute?.was !== 'expired' ? say.office.onWord.card : undefined
  ctx.show(
    lines(card, ...landedLines(assignment.landed), onWord, dispute && disputeLine(assignment, dispute, ctx.now)),
    {
      buttons: [
        ...(evidence_url ? [linkButton(say.button.openPull, evidence_url)] : []),
        [decide, singleUse(say.button.reject, 'reject', id)],
      ],
    },
  )
}

/** An admin takes the submission upon themselves: it is paid like one that GitHub proved. Never one's own. */
export async function approveReviewed(ctx: Context, id: number) {
  const { assignment, task } = await inReview(ctx, id)
  const repoId = await approvable(ctx, assignment, task)
  const payment = await approve(ctx, assignment, task, `person ${ctx.person.id}`, { pr_repo_id: repoId })
  await settleDispute(ctx, assignment, 'upheld')
  const isReady = payment.status === 'ready'
  const [said, own] = [isReady ? say.admin.approved : say.office.onWord.approved, assignmentRef(id)]
  ctx.show(said(own, reward(task)))
}

/** Asks for the reason: the person will read it. */
export async function askReason(ctx: Context, id: number) {
  const { assignment } = await inReview(ctx, id)
  await disputeToDecide(ctx, assignment)
  ctx.begin(rejectDialog, { assignment: id })
}

async function inReview(ctx: Context, id: number): Promise<{ assignment: Assignment; task: Task }> {
  const assignment = await assignments.lock(ctx.db, id)
  const task = assignment && (await tasks.find(ctx.db, assignment.task_id))
  if (assignment?.status !== 'review' || !task) throw new Refusal(say.admin.notInReview(assignmentRef(id)))
  return { assignment, task }
}
