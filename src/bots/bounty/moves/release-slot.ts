import type { JobContext } from '#platform/bot.ts'
import { tellWaiting } from '../jobs/tell-waiting.ts'
import { taskRef } from '../refs.ts'
import * as tasks from '../store/tasks.ts'
import { closeWhenDone } from './close-when-done.ts'

/** The slot of a take that is over: others may have it, and who waits for one is told. */
export async function releaseSlot(ctx: JobContext, taskId: number) {
  await tasks.freeSlot(ctx.db, taskId)
  await closeWhenDone(ctx, taskId)
  ctx.enqueue(tellWaiting, { task: taskId }, { key: taskRef(taskId) })
}
