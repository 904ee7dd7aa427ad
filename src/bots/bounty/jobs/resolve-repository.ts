import { after, again, fmt, type JobContext, job, minutes, type Reading } from '#platform/bot.ts'
import { adminCard, draftButtons, missingButtons } from '../admin-card.ts'
import { draftMessage } from '../cards.ts'
import { taskMoved } from '../events.ts'
import type { Repository } from '../github/port.ts'
import { AT_ONCE, turnedAway } from '../github/turns.ts'
import { heedGithub } from '../moves/heed-github.ts'
import type { Outside } from '../outside.ts'
import type { Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

type Input = { task: number; chat: number; owner: string; repo: string }

/**
 * Finds the numeric id of a draft's repository and, where the admin named no branch, its default branch as it is now.
 * Both are frozen with the task: a repository renamed later stays the same, a default branch moved later does not count.
 */
export const resolveRepository = job('resolve-repository', {
  read: ({ db, input, outside, now }: Reading<Input, Outside>) =>
    turnedAway({ db, outside, now }, `repository ${input.task}`, AT_ONCE),
  call: async ({ input, read, outside, signal }) =>
    read ?? outside.github.getRepository(input.owner, input.repo, signal),
  async save(ctx, input, given) {
    const answer = await heedGithub(ctx, given)
    const task = await tasks.lock(ctx.db, input.task)
    if (task?.status !== 'draft') return
    const message = draftMessage(task.id)
    if (answer.kind === 'silent') {
      ctx.log.warn('github_silent', { why: answer.why, detail: answer.detail })
      const next = after(ctx.now, answer.wait ?? minutes(1))
      ctx.edit(input.chat, message, fmt`${say.admin.repoSilent} ${say.verdict.nextCheck(moment(next, ctx.now))}`)
      return again(next)
    }
    if (answer.kind === 'missing') {
      ctx.edit(input.chat, message, say.admin.repoMissing(task.repo_name), { buttons: missingButtons(task) })
      return
    }
    const known = await fill(ctx, task, answer.value)
    ctx.edit(input.chat, message, adminCard(known), { buttons: draftButtons(known) })
  },
})

async function fill(ctx: JobContext, task: Task, repository: Repository): Promise<Task> {
  const values = {
    repo_id: repository.id,
    repo_name: repository.full_name,
    branches: task.branches === '' ? repository.default_branch : task.branches,
  }
  await tasks.change(ctx.db, task.id, values)
  taskMoved(ctx, task, 'task_repository_found', values)
  return { ...task, ...values }
}
