import type { JobContext } from '#platform/bot.ts'
import { aboutSubmission, reward, verdictMessage } from '../cards.ts'
import { assignmentApproved, paymentMoved } from '../events.ts'
import { startPayout } from '../jobs/start-payout.ts'
import { watchForReverts } from '../jobs/watch-reverts.ts'
import { outsideOf } from '../outside.ts'
import { payoutBody, payoutKey } from '../payouts/port.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment, Task } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** Approval, payment and the job that sends it commit together. `by` is `github`, or the admin who took it upon them. */
export async function approve(
  ctx: JobContext,
  assignment: Assignment,
  task: Task,
  by: string,
  values: Partial<Assignment> = {},
) {
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
  const payment = await payments.add(ctx.db, {
    user_id: assignment.user_id,
    assignment_id: assignment.id,
    amount_cents: task.reward_cents,
    currency: task.currency,
    status: 'ready',
    idempotency_key: payoutKey(outsideOf(ctx).environment, assignment.id),
    body: payoutBody(assignment.user_id, assignment.id, task.reward_cents),
    created_at: ctx.now,
  })
  paymentMoved(ctx, payment, 'ready', { by })
  watchForReverts(ctx, { ...assignment, ...values })
  ctx.enqueue(startPayout, { payment: payment.id }, { key: `P${payment.id}` })
  assignmentApproved(ctx, { ...assignment, ...values }, by, task.reward_cents)
  ctx.edit(
    assignment.chat,
    verdictMessage(assignment.id),
    aboutSubmission(assignment, say.verdict.APPROVE(reward(task))),
  )
}
