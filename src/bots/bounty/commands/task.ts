import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { adminButtons, adminCard } from '../admin-card.ts'
import { taskMoved } from '../events.ts'
import { tellWaiting } from '../jobs/tell-waiting.ts'
import { closeWhenDone } from '../moves/close-when-done.ts'
import { holdFor } from '../moves/hold-for.ts'
import { lookAtRepository } from '../moves/look-at-repository.ts'
import { parseTaskRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Task, TaskStatus } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { setSelfMerge } from './self-merge.ts'

/** `/task #17`: the card from which a task is published, paused, resumed and closed. `/task #17 selfmerge on` changes a draft. */
export async function task(ctx: Context) {
  const [ref = '', ...words] = ctx.args.split(/\s+/)
  const id = parseTaskRef(ref.replace(/^(?=[0-9])/, '#'))
  if (id === undefined) throw new Refusal(say.admin.usage)
  switch (words.join(' ').toLowerCase()) {
    case '':
      return taskCard(ctx, id)
    case 'selfmerge on':
      return setSelfMerge(ctx, id, 1)
    case 'selfmerge off':
      return setSelfMerge(ctx, id, 0)
    default:
      throw new Refusal(say.admin.usage)
  }
}

export async function taskCard(ctx: Context, id: number) {
  showCard(ctx, await known(ctx, id))
}

/** From here on its money is set aside: what people work for is there. */
export async function publish(ctx: Context, id: number) {
  const task = await moved(ctx, id, ['draft'], 'open', 'task_published', { published_at: ctx.now })
  await holdFor(ctx, task)
  showCard(ctx, task)
}

export const pause = (ctx: Context, id: number) => move(ctx, id, ['open'], 'paused', 'task_paused')

export const resume = (ctx: Context, id: number) => move(ctx, id, ['paused'], 'open', 'task_resumed')

export const discard = (ctx: Context, id: number) => move(ctx, id, ['draft'], 'discarded', 'task_discarded')

/** Says what closing means for the people who work on it, and asks once. */
export async function askClose(ctx: Context, id: number) {
  const task = await known(ctx, id)
  const live = await assignments.count(ctx.db, assignments.LIVE, id)
  ctx.show(say.admin.confirmClose(taskRef(task.id), live), {
    buttons: [[singleUse(say.button.closeSure, 'closeSure', id), button(say.button.keep, 'task', id)]],
  })
}

export async function close(ctx: Context, id: number) {
  await moved(ctx, id, ['open', 'paused'], 'closing', 'task_closing')
  await closeWhenDone(ctx, id)
  await taskCard(ctx, id)
}

/** Asks GitHub again about a draft whose repository it did not show. */
export async function look(ctx: Context, id: number) {
  const task = await known(ctx, id)
  if (task.status !== 'draft') throw new Refusal(say.admin.notNow(say.admin.taskState[task.status]))
  lookAtRepository(ctx, task)
}

async function move(
  ctx: Context,
  id: number,
  from: TaskStatus[],
  to: TaskStatus,
  action: string,
  values: Partial<Task> = {},
) {
  showCard(ctx, await moved(ctx, id, from, to, action, values))
}

async function moved(
  ctx: Context,
  id: number,
  from: TaskStatus[],
  to: TaskStatus,
  action: string,
  values: Partial<Task> = {},
) {
  const task = await tasks.lock(ctx.db, id)
  if (!task) throw new Refusal(say.admin.noTask(taskRef(id)))
  if (!from.includes(task.status) || (to === 'open' && task.repo_id === null)) {
    throw new Refusal(say.admin.notNow(say.admin.taskState[task.status]))
  }
  const changed = { ...values, status: to }
  await tasks.change(ctx.db, id, changed)
  taskMoved(ctx, task, action)
  if (to === 'open') ctx.enqueue(tellWaiting, { task: id }, { key: taskRef(id) })
  return { ...task, ...changed }
}

async function known(ctx: Context, id: number): Promise<Task> {
  const task = await tasks.find(ctx.db, id)
  if (!task) throw new Refusal(say.admin.noTask(taskRef(id)))
  return task
}

const showCard = (ctx: Context, task: Task) => ctx.show(adminCard(task), { buttons: adminButtons(task) })
