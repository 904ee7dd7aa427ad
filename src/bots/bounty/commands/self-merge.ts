import { type Context, Refusal } from '#platform/bot.ts'
import { adminButtons, adminCard } from '../admin-card.ts'
import { taskMoved } from '../events.ts'
import { taskRef } from '../refs.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

/** Whether the author of a pull request may merge it; settled with the draft, like all its rules. The button says what is to be, so that a second press changes nothing. */
export async function setSelfMerge(ctx: Context, id: number, allowed: number) {
  const task = await tasks.lock(ctx.db, id)
  if (!task) throw new Refusal(say.admin.noTask(taskRef(id)))
  if (task.status !== 'draft') throw new Refusal(say.admin.notNow(say.admin.taskState[task.status]))
  const changed = { ...task, allow_self_merge: allowed === 1 }
  if (changed.allow_self_merge !== task.allow_self_merge) {
    await tasks.change(ctx.db, id, { allow_self_merge: changed.allow_self_merge })
    const action = changed.allow_self_merge ? 'task_self_merge_allowed' : 'task_self_merge_refused'
    taskMoved(ctx, task, action)
  }
  ctx.show(adminCard(changed), { buttons: adminButtons(changed) })
}
