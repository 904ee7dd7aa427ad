import type { JobContext } from '#platform/bot.ts'
import { taskMoved } from '../events.ts'
import * as assignments from '../store/assignments.ts'
import * as tasks from '../store/tasks.ts'

/** Ends a task on which nobody works any more: one that is closing, or whose every slot has been paid. */
export async function closeWhenDone(ctx: JobContext, taskId: number) {
  const task = await tasks.lock(ctx.db, taskId)
  if (!task || (task.status !== 'closing' && task.taken < task.slots)) return
  if (task.status === 'closed' || (await assignments.count(ctx.db, assignments.LIVE, taskId)) > 0) return
  await tasks.change(ctx.db, taskId, { status: 'closed', closed_at: ctx.now })
  taskMoved(ctx, task, 'task_closed', {
    because: task.status === 'closing' ? 'nobody works on it' : 'all slots are paid',
  })
}
