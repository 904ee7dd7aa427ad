import type { JobContext } from '#platform/bot.ts'
import { taskMoved } from '../events.ts'
import * as ledger from '../ledger.ts'
import { taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import { balanceOf } from '../store/ledger.ts'
import type { Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { post } from './post.ts'

/** Ends a task on which nobody works any more: one that is closing, or whose every slot has been paid. */
export async function closeWhenDone(ctx: JobContext, taskId: number) {
  const task = await tasks.lock(ctx.db, taskId)
  if (!task || (task.status !== 'closing' && task.taken < task.slots)) return
  if (task.status === 'closed' || (await assignments.count(ctx.db, assignments.LIVE, taskId)) > 0) return
  await tasks.change(ctx.db, taskId, { status: 'closed', closed_at: ctx.now })
  await releaseHold(ctx, task)
  taskMoved(ctx, task, 'task_closed', {
    because: task.status === 'closing' ? 'nobody works on it' : 'all slots are paid',
  })
}

async function releaseHold(ctx: JobContext, { id, currency }: Task) {
  const cents = await balanceOf(ctx.db, `held:${id}`, currency)
  if (cents > 0) await post(ctx, ledger.close(id, { cents, currency }), taskRef(id))
}
