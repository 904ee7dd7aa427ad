import { after, again, button, job, minutes } from '#platform/bot.ts'
import { taskLine } from '../cards.ts'
import { taskRef } from '../refs.ts'
import * as tasks from '../store/tasks.ts'
import * as waiters from '../store/waiters.ts'
import { say } from '../texts/index.ts'

/** How long those who were told have the task to themselves. */
const TURN = minutes(15)
const MOST_AT_ONCE = 20

/** Tells as many of those who wait as there are free slots, in the order of asking; the next ones when those do not come. */
export const tellWaiting = job('tell-waiting', async (ctx, { task: id }: { task: number }) => {
  const task = await tasks.find(ctx.db, id)
  const free = task?.status === 'open' ? task.slots - task.taken : 0
  if (!task || free <= 0) return
  const told = await waiters.takeFirst(ctx.db, id, Math.min(free, MOST_AT_ONCE))
  const buttons = [button(say.button.take(taskRef(id)), 'take', id)]
  const what = say.lease.appeared(taskLine(task))
  for (const person of told) ctx.notify(person, { type: 'TASK_FREE', priority: 'high', what, buttons })
  return told.length > 0 ? again(after(ctx.now, TURN)) : undefined
})
