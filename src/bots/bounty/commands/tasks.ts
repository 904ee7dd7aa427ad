import { type Button, button, type Context, fmt, join, lines, type Phrase, Refusal } from '#platform/bot.ts'
import { taskLine } from '../cards.ts'
import { cleanLine } from '../clean.ts'
import { money, parseMoney } from '../money.ts'
import { taskRef } from '../refs.ts'
import * as searches from '../store/searches.ts'
import type { Task } from '../store/tables.ts'
import * as store from '../store/tasks.ts'
import { say } from '../texts/index.ts'

const PER_PAGE = 5
const MOST_LETTERS = 60

/** `/tasks`, `/tasks docs`, `/tasks docs >=50` */
export async function tasks(ctx: Context) {
  const search = readSearch(ctx.args)
  const isAll = search.words === '' && search.leastCents === 0
  await showPage(ctx, search, isAll ? 0 : await searches.remember(ctx.db, search), 0)
}

/** Another page of a list, or the list from any other place. */
export async function tasksPage(ctx: Context, searchId: number, page: number) {
  await showPage(ctx, await searches.recall(ctx.db, searchId), searchId, page)
}

export async function taskDetails(ctx: Context, id: number) {
  const task = await store.find(ctx.db, id)
  if (task?.status !== 'open') throw new Refusal(say.take.noSuch(taskRef(id)))
  const branches = task.branches.replaceAll(' ', ', ')
  const issue = task.link_rule !== 'off' && say.github.closes(`#${task.issue_number}`)
  const selfMerge = task.allow_self_merge && say.office.selfMerge.card
  ctx.show(lines(say.tasks.card(taskLine(task), task.text, branches), issue, selfMerge), {
    buttons: [...(ctx.isPrivate ? [takeButton(task)] : []), button(say.button.tasks, 'tasks', 0, 0)],
  })
}

export const takeButton = ({ id }: Task): Button => button(say.button.take(taskRef(id)), 'take', id)

async function showPage(ctx: Context, search: store.Search, searchId: number, page: number) {
  const found = await store.free(ctx.db, search, PER_PAGE + 1, page * PER_PAGE)
  const shown = found.slice(0, PER_PAGE)
  if (shown.length === 0) return ctx.show(nothing(search, page))
  const turn = [
    ...(page > 0 ? [button('‹', 'tasks', searchId, page - 1)] : []),
    ...(found.length > PER_PAGE ? [button('›', 'tasks', searchId, page + 1)] : []),
  ]
  ctx.show(fmt`${titleOf(search)}\n\n${join(shown.map(taskLine), '\n\n')}`, {
    buttons: [...shown.map((task) => rowOf(ctx, task)), ...(turn.length > 0 ? [turn] : [])],
  })
}

/** In a group tasks are only shown: taking one is between the person and the bot. */
const rowOf = (ctx: Context, task: Task) => [
  ...(ctx.isPrivate ? [takeButton(task)] : []),
  button(say.button.details(taskRef(task.id)), 'details', task.id),
]

function readSearch(args: string): store.Search {
  const line = cleanLine(args)
  if (line.length > MOST_LETTERS) throw new Refusal(say.tasks.badSearch(MOST_LETTERS))
  const [bound = '', amount = ''] = /(?:>=|=>|≥)\s*([0-9]+(?:[.,][0-9]+)?)/.exec(line) ?? []
  const leastCents = parseMoney(amount) ?? 0
  return { words: cleanLine(leastCents > 0 ? line.replace(bound, ' ') : line), leastCents }
}

function wordsOf({ words, leastCents }: store.Search): string {
  const bound = leastCents > 0 ? `≥ ${money(leastCents, 'USD')}` : ''
  return [words, bound].filter(Boolean).join(' ')
}

function titleOf(search: store.Search): Phrase {
  const words = wordsOf(search)
  return words === '' ? say.tasks.title : say.tasks.found(words)
}

function nothing(search: store.Search, page: number): Phrase {
  if (page > 0) return say.tasks.noMore
  const words = wordsOf(search)
  return words === '' ? say.tasks.none : say.tasks.noneFound(words)
}
