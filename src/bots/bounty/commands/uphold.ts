import { after, type Context, Refusal } from '#platform/bot.ts'
import { LEAST_AFTER_REJECT } from '../leases.ts'
import { runLease } from '../moves/run-lease.ts'
import { disputeToDecide, settleDispute } from '../moves/settle-dispute.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

/** An admin agrees with a dispute: the person has the task again, with a day at least. */
export async function uphold(ctx: Context, id: number) {
  const assignment = await assignments.lock(ctx.db, id)
  const task = assignment && (await tasks.find(ctx.db, assignment.task_id))
  const ref = assignmentRef(id)
  if (assignment?.status !== 'review' || !task) throw new Refusal(say.admin.notInReview(ref))
  if (!(await disputeToDecide(ctx, assignment))) throw new Refusal(say.admin.notInReview(ref))
  const running = runLease(ctx, assignment, task, after(ctx.now, LEAST_AFTER_REJECT))
  await assignments.change(ctx.db, id, { ...running, reason: null, detail: null })
  await settleDispute(ctx, assignment, 'upheld')
  ctx.send(assignment.chat, say.lease.dispute.upheld(ref, moment(running.due_at, ctx.now)))
  ctx.show(say.lease.dispute.upheldByYou(ref))
}
