import type { JobContext } from '#platform/bot.ts'
import { aboutSubmission, reward, verdictMessage } from '../cards.ts'
import { assignmentApproved } from '../events.ts'
import { watchForReverts } from '../jobs/watch-reverts.ts'
import * as ledger from '../ledger.ts'
import { outsideOf } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment, Payment, Task } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { makePayment } from './make-payment.ts'
import { post } from './post.ts'

/** Approval, payment and the job that sends it commit together. `by` is `github`, or the admin who took it upon them. */
export async function approve(
  ctx: JobContext,
  assignment: Assignment,
  task: Task,
  by: string,
  values: Partial<Assignment> = {},
  { quietly = false }: { quietly?: boolean } = {},
): Promise<Payment> {
  await assignments.change(ctx.db, assignment.id, {
    ...values,
    status: 'approved',
    reason: null,
    detail: null,
    verified_by: by,
    verified_at: ctx.now,
    checked_at: ctx.now,
    next_check_at: null,
  })
  const payment = await makePayment(
    ctx,
    { ...assignment, ...values, verified_by: by },
    {
      cents: task.reward_cents,
      currency: task.currency,
      seq: 1,
      dueFrom: ctx.now,
      quietly,
      ...firstHand(ctx, task, by),
    },
  )
  await post(ctx, ledger.approve(task.id, payment), assignmentRef(assignment.id))
  watchForReverts(ctx, { ...assignment, ...values })
  assignmentApproved(ctx, { ...assignment, ...values }, by, task.reward_cents)
  ctx.edit(
    assignment.chat,
    verdictMessage(assignment.id),
    aboutSubmission(assignment, say.verdict.APPROVE(reward(task))),
  )
  return payment
}

/** An admin who approved the work has agreed to its payment, unless the amount is one to which they may not agree. */
function firstHand(ctx: JobContext, task: Task, by: string) {
  const admin = Number(/^person ([0-9]+)$/.exec(by)?.[1] ?? 0)
  if (admin === 0) return {}
  const isTooMuch = task.reward_cents > outsideOf(ctx).limits.oneAdminMost
  return isTooMuch && task.created_by === admin ? {} : { admin }
}
