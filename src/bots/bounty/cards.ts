import { fmt, hours, join, type Phrase } from '#platform/bot.ts'
import { money } from './money.ts'
import { assignmentRef, taskRef } from './refs.ts'
import type { Detail } from './rules.ts'
import type { Assignment, Task } from './store/tables.ts'
import { say } from './texts/index.ts'
import { span } from './when.ts'

export const reward = (task: Task) => money(task.reward_cents, task.currency)

/** One task as people see it in lists. */
export const taskLine = (task: Task): Phrase =>
  say.tasks.line(
    taskRef(task.id),
    task.title,
    reward(task),
    task.repo_name,
    task.slots - task.taken,
    task.slots,
    span(hours(task.hours)),
  )

/** One task as admins see it. */
export const adminLine = (task: Task): Phrase =>
  say.admin.head(taskRef(task.id), task.title, reward(task), task.taken, task.slots, span(hours(task.hours)))

export const pullName = ({ pr_name, pr_number }: Assignment) => (pr_name ? `${pr_name}#${pr_number}` : '—')

/** The name of the one message that tells what becomes of a submission: it is edited, not repeated. */
export const verdictMessage = (assignmentId: number) => `verdict-${assignmentRef(assignmentId)}`

/** The name of the message that tells how a proof of an account goes. */
export const proofMessage = (proofId: number) => `proof-${proofId}`

/** The name of the message that tells how old the person's GitHub account is. */
export const ageMessage = (personId: number) => `age-${personId}`

/** The name of the message that becomes a draft's card. */
export const draftMessage = (taskId: number) => `draft-${taskId}`

export const aboutSubmission = (assignment: Assignment, ...sentences: readonly Phrase[]): Phrase =>
  fmt`${say.verdict.head(assignmentRef(assignment.id), pullName(assignment))}
${join(sentences, ' ')}`

export const detailOf = ({ detail }: Assignment): Detail => (detail ? (JSON.parse(detail) as Detail) : {})

/** The sentence for a reason, as the claimant reads it. */
export function sentenceFor(reason: string, { got = '', want = '', merged }: Detail = {}): Phrase {
  switch (reason) {
    case 'WRONG_REPO':
    case 'NOT_AUTHOR':
      return say.verdict[reason](got, want)
    case 'WRONG_BRANCH':
      return merged ? say.verdict.MERGED_ELSEWHERE(got, want) : say.verdict.WRONG_BRANCH(got, want)
    case 'DISPUTED':
      return say.lease.dispute.reason
    case 'CODE_MISSING':
      return say.account.codeMissing(want)
    case 'REJECTED':
      return say.verdict.REJECTED(got)
    case 'NOT_LINKED':
      return say.github.verdict.NOT_LINKED(want)
    case 'NOT_FOUND_YET':
      return say.verdict.NOT_FOUND_YET(Number(got))
    case 'LINK_NOT_SEEN':
    case 'TOO_SMALL':
    case 'HELD_REVERT':
    case 'REVERTS_UNSEEN':
      return say.github.verdict[reason]
    default:
      return isPlain(reason) ? say.verdict[reason] : fmt`${reason}`
  }
}

/** The same for an admin: it speaks of the claimant, not to them. */
export const reasonFor = (reason: string, detail?: Detail): Phrase =>
  has(say.admin.reason, reason)
    ? say.admin.reason[reason]
    : has(say.github.reason, reason)
      ? say.github.reason[reason]
      : sentenceFor(reason, detail)

const has = <T extends object>(tree: T, key: string | number | symbol): key is keyof T => Object.hasOwn(tree, key)

type Verdicts = typeof say.verdict
type Plain = { [K in keyof Verdicts]: Verdicts[K] extends Phrase ? K : never }[keyof Verdicts]

const isPlain = (reason: string): reason is Plain =>
  Object.hasOwn(say.verdict, reason) && typeof say.verdict[reason as keyof Verdicts] !== 'function'
