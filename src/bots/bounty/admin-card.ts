import { type Buttons, button, lines, type Phrase, singleUse } from '#platform/bot.ts'
import { adminLine } from './cards.ts'
import type { Task } from './store/tables.ts'
import { say } from './texts/index.ts'

/** A task as admins see it, with all that is frozen when it is published. */
export const adminCard = (task: Task): Phrase =>
  lines(
    say.admin.card(
      adminLine(task),
      task.text,
      task.repo_id === null ? `${task.repo_name} (?)` : `${task.repo_name} (id ${task.repo_id})`,
      task.branches === '' ? '?' : task.branches.replaceAll(' ', ', '),
      say.admin.taskState[task.status],
    ),
    task.issue_number === null ? undefined : say.github.issue(`#${task.issue_number}`, say.github.link[task.link_rule]),
    say.github.rules(task.least_lines, task.allow_self_merge ? say.github.mergedByAnybody : say.github.mergedByOthers),
  )

/** What an admin can do with the task as it is now. */
export function adminButtons(task: Task): Buttons {
  switch (task.status) {
    case 'draft':
      return task.repo_id === null ? missingButtons(task) : draftButtons(task)
    case 'open':
      return [[singleUse(say.button.pause, 'pause', task.id), button(say.button.close, 'close', task.id)]]
    case 'paused':
      return [[singleUse(say.button.resume, 'resume', task.id), button(say.button.close, 'close', task.id)]]
    default:
      return []
  }
}

export const draftButtons = ({ id, issue_number, allow_self_merge }: Task): Buttons => [
  [singleUse(say.button.publish, 'publish', id), singleUse(say.button.discard, 'discard', id)],
  ...(issue_number === null ? [] : [button(say.github.changeLink, 'linkRule', id)]),
  allow_self_merge
    ? button(say.office.selfMerge.button.on, 'selfMerge', id, 0)
    : button(say.office.selfMerge.button.off, 'selfMerge', id, 1),
]

export const missingButtons = ({ id }: Task): Buttons => [
  [button(say.button.lookAgain, 'look', id), singleUse(say.button.discard, 'discard', id)],
]
