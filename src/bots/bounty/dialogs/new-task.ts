import { days, dialog, hours, type Phrase, Refusal, reader, whole } from '#platform/bot.ts'
import { clean, cleanLine, quoted } from '../clean.ts'
import { taskMoved } from '../events.ts'
import { parseMoney } from '../money.ts'
import { lookAtRepository } from '../moves/look-at-repository.ts'
import type { NewTask } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

const ask = say.admin.newTask
const MOST_SLOTS = 1000
const MOST_DAYS = 365
const MOST_ISSUE = 2 ** 31 - 1

/** The wizard ends with a draft; nobody sees it before an admin has seen its card and published it. */
export const newTask = dialog('new-task')
  .ask('title', ask.title, shortText(cleanLine, 120))
  .ask('text', ask.text, shortText(clean, 2000))
  .ask(
    'repo',
    ask.repo,
    reader(({ text }) => readPlace(text)),
  )
  .ask(
    'branches',
    ask.branches,
    reader(({ text }) => readBranches(text)),
  )
  .ask(
    'reward',
    ask.reward,
    reader(({ text }) => parseMoney(text) ?? refuse(ask.badReward(quoted(text)))),
  )
  .ask('slots', ask.slots, whole(1, MOST_SLOTS))
  .ask('days', ask.days, whole(1, MOST_DAYS))
  .finish(async (ctx, answers) => {
    const task = await tasks.add(ctx.db, {
      title: answers.title,
      text: answers.text,
      ...placeIn(answers.repo),
      branches: answers.branches,
      reward_cents: answers.reward,
      slots: answers.slots,
      hours: days(answers.days) / hours(1),
      status: 'draft',
      repo_id: null,
      created_by: ctx.person.id,
      created_at: ctx.now,
      published_at: null,
      closed_at: null,
    })
    taskMoved(ctx, task, 'task_drafted', { reward_cents: task.reward_cents, slots: task.slots, repo: task.repo_name })
    lookAtRepository(ctx, task)
  })

function shortText(tidy: (text: string) => string, most: number) {
  return reader(({ text }) => {
    const tidied = tidy(text)
    if (tidied === '') throw new Refusal(ask.empty)
    return tidied.length > most ? refuse(ask.tooLong(most)) : tidied
  })
}

export function readRepository(text: string): string {
  const bare = text
    .trim()
    .replace(/^https:\/\/(?:www\.)?github\.com\//i, '')
    .replace(/(?:\.git)?\/?$/, '')
  const isName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/[A-Za-z0-9._-]{1,100}$/.test(bare) && !/\/\.+$/.test(bare)
  return isName ? bare : refuse(ask.badRepo(quoted(text)))
}

/** `owner/name`, with `#42` or the address of an issue when the pull request has to close it. */
export function readPlace(text: string): string {
  const [, place = '', number] = /^(.*?)(?:(?:#|\/issues\/)([0-9]{1,10}))?\/?$/s.exec(text.trim()) ?? []
  const issue = number === undefined ? '' : `#${Number(number)}`
  if (issue === '#0' || Number(number ?? 1) > MOST_ISSUE) refuse(ask.badRepo(quoted(text)))
  return `${readRepository(place)}${issue}`
}

/** A pull request that does not close the issue goes to a person, until the admin says otherwise on the card. */
function placeIn(place: string): Pick<NewTask, 'repo_name' | 'issue_number' | 'link_rule'> {
  const [repo_name = '', issue] = place.split('#')
  return { repo_name, issue_number: issue ? Number(issue) : null, link_rule: issue ? 'wanted' : 'off' }
}

/** Separated by one space; '' stands for the default branch, which is only known when GitHub was asked. */
export function readBranches(text: string): string {
  const names = cleanLine(text).split(/[ ,]+/).filter(Boolean)
  if (names.length === 1 && /^[-–—]$/.test(names[0]!)) return ''
  const bad = names.find((name) => !/^[\p{L}\p{N}_][\p{L}\p{N}._/+-]{0,99}$/u.test(name) || name.includes('..'))
  if (names.length === 0 || names.length > 10 || bad !== undefined) refuse(ask.badBranches(quoted(bad ?? text)))
  return [...new Set(names)].join(' ')
}

function refuse(sentence: Phrase): never {
  throw new Refusal(sentence)
}
