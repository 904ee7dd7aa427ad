import type { Context } from '#platform/bot.ts'
import { draftMessage } from '../cards.ts'
import { resolveRepository } from '../jobs/resolve-repository.ts'
import { taskRef } from '../refs.ts'
import type { Task } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** Asks GitHub which repository the draft means; the message becomes its card. */
export function lookAtRepository(ctx: Context, task: Task) {
  ctx.reply(say.admin.looking(taskRef(task.id), task.repo_name), { as: draftMessage(task.id) })
  const [owner = '', repo = ''] = task.repo_name.split('/')
  ctx.enqueue(resolveRepository, { task: task.id, chat: ctx.chat, owner, repo }, { key: taskRef(task.id) })
}
