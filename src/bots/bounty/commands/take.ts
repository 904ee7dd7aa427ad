import { type Button, button, type Context, fmt, hours, join, lines, type Phrase, Refusal } from '#platform/bot.ts'
import { taskLine } from '../cards.ts'
import { quoted } from '../clean.ts'
import { taskTaken } from '../events.ts'
import { assignmentRef, parseTaskRef, taskRef } from '../refs.ts'
import { MOST_HELD } from '../rules.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment, Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { span } from '../when.ts'
import { takeButton } from './tasks.ts'

/** `/take #17` takes that task, `/take 2` the next two. */
export async function take(ctx: Context) {
  if (ctx.args === '') throw new Refusal(say.take.usage)
  const id = parseTaskRef(ctx.args)
  if (id !== undefined) return takeThat(ctx, id)
  if (/^[#№]/.test(ctx.args)) throw new Refusal(say.take.noSuch(quoted(ctx.args)))
  const count = /^[0-9]{1,3}$/.test(ctx.args) ? Number(ctx.args) : 0
  if (count < 1 || count > MOST_HELD) throw new Refusal(say.take.badNumber(quoted(ctx.args), MOST_HELD))
  return takeNext(ctx, count)
}

/** One task, by command or by button. */
export async function takeThat(ctx: Context, id: number) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  await roomFor(ctx)
  const own = await assignments.ofTask(ctx.db, ctx.person.id, id)
  if (own) throw new Refusal(say.take.already(taskRef(id), assignmentRef(own.id)))
  const task = await tasks.takeSlot(ctx.db, id)
  if (!task) throw await missed(ctx, id)
  tell(ctx, [await assign(ctx, task)])
}

async function takeNext(ctx: Context, count: number) {
  const room = await roomFor(ctx)
  const wanted = Math.min(count, room)
  const taken: Taken[] = []
  for (const candidate of await tasks.freeFor(ctx.db, ctx.person.id, wanted + SPARE)) {
    if (taken.length === wanted) break
    const task = await tasks.takeSlot(ctx.db, candidate.id)
    if (task) taken.push(await assign(ctx, task))
  }
  if (taken.length === 0) throw new Refusal(say.take.none)
  if (taken.length === count) return tell(ctx, taken)
  const why = taken.length === wanted ? say.take.onlyLimit(MOST_HELD) : say.take.onlyFree
  tell(ctx, taken, fmt`${say.take.tookSome(taken.length, count)} ${why}`)
}

/** Others may take what was just seen as free; a few more are looked at. */
const SPARE = 10

interface Taken {
  readonly task: Task
  readonly assignment: Assignment
}

/** How many more this person may take; a refusal when none, or when nobody could be paid. */
async function roomFor(ctx: Context): Promise<number> {
  if (!(await accounts.lock(ctx.db, ctx.person.id))) {
    throw new Refusal(say.take.linkFirst, { buttons: [button(say.button.link, 'link')] })
  }
  const held = (await assignments.heldBy(ctx.db, ctx.person.id)).length
  if (held >= MOST_HELD) {
    throw new Refusal(say.take.limit(held, MOST_HELD), { buttons: [button(say.button.my, 'my', 0)] })
  }
  return MOST_HELD - held
}

async function assign(ctx: Context, task: Task): Promise<Taken> {
  const assignment = await assignments.add(ctx.db, ctx.person.id, ctx.person.telegramId, task, ctx.now)
  if (!assignment) throw new Error(`Person ${ctx.person.id} has task ${task.id} already, though it was free for them.`)
  taskTaken(ctx, task, assignment)
  return { task, assignment }
}

function tell(ctx: Context, taken: readonly Taken[], remark?: Phrase) {
  const sentences = taken.map(({ task, assignment }) =>
    say.take.took(taskRef(task.id), task.title, assignmentRef(assignment.id), span(hours(task.hours))),
  )
  const how = say.take.how(assignmentRef(taken[0]!.assignment.id))
  ctx.reply(lines(remark, ...sentences, '', how), { buttons: [...taken.map(rowOf), button(say.button.my, 'my', 0)] })
}

function rowOf({ assignment: { id } }: Taken): Button[] {
  const own = assignmentRef(id)
  return [button(say.button.submit(own), 'submit', id), button(say.button.drop(own), 'drop', id)]
}

/** Somebody was faster, or there is no such task. */
async function missed(ctx: Context, id: number): Promise<Refusal> {
  const task = await tasks.find(ctx.db, id)
  if (task?.status !== 'open') return new Refusal(say.take.noSuch(taskRef(id)))
  const similar = await tasks.similar(ctx.db, task, 3)
  if (similar.length === 0) return new Refusal(say.take.gone(taskRef(id)))
  return new Refusal(fmt`${say.take.gone(taskRef(id))} ${say.take.similar}\n\n${join(similar.map(taskLine), '\n\n')}`, {
    buttons: similar.map(takeButton),
  })
}
