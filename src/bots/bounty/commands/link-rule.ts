import { type Context, Refusal } from '#platform/bot.ts'
import { adminButtons, adminCard } from '../admin-card.ts'
import { taskMoved } from '../events.ts'
import { taskRef } from '../refs.ts'
import type { LinkRule } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

const NEXT: Readonly<Record<LinkRule, LinkRule>> = { wanted: 'required', required: 'off', off: 'wanted' }

/** What becomes of a pull request that does not close the task's issue; settled with the draft, like all its rules. */
export async function changeLinkRule(ctx: Context, id: number) {
  const task = await tasks.lock(ctx.db, id)
  if (!task) throw new Refusal(say.admin.noTask(taskRef(id)))
  if (task.status !== 'draft' || task.issue_number === null) {
    throw new Refusal(say.admin.notNow(say.admin.taskState[task.status]))
  }
  const changed = { ...task, link_rule: NEXT[task.link_rule] }
  await tasks.change(ctx.db, id, { link_rule: changed.link_rule })
  taskMoved(ctx, task, 'task_link_rule', { link_rule: changed.link_rule })
  ctx.show(adminCard(changed), { buttons: adminButtons(changed) })
}
