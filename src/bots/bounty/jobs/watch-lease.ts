import { again, button, hours, type JobContext, job } from '#platform/bot.ts'
import { leaseStep } from '../leases.ts'
import { expire } from '../moves/expire.ts'
import { assignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment, Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { moment, span } from '../when.ts'

/**
 * Reminds of a deadline twice and ends the take when it is over. Whatever the time of a take may be by now, the row says:
 * while a submission waits nothing happens, and whoever sets it running again queues this job anew.
 */
export const watchLease = job('watch-lease', async (ctx, { assignment: id }: { assignment: number }) => {
  const assignment = await assignments.lock(ctx.db, id)
  const task = assignment && (await tasks.find(ctx.db, assignment.task_id))
  if (assignment?.status !== 'active' || !task) return
  const step = leaseStep({ due: assignment.due_at, length: hours(task.hours), nudged: assignment.nudged }, ctx.now)
  if (step.kind === 'expire') return expire(ctx, assignment)
  if (step.kind === 'nudge') await nudge(ctx, assignment, task, step.nudged)
  return again(step.next)
})

async function nudge(ctx: JobContext, assignment: Assignment, task: Task, nudged: number) {
  await assignments.change(ctx.db, assignment.id, { nudged })
  const { id, due_at } = assignment
  const own = assignmentRef(id)
  const left = span(due_at.getTime() - ctx.now.getTime())
  ctx.send(assignment.chat, say.lease.nudge(own, taskRef(task.id), task.title, left, moment(due_at, ctx.now)), {
    buttons: [[button(say.button.submit(own), 'submit', id), button(say.button.drop(own), 'drop', id)]],
  })
}
