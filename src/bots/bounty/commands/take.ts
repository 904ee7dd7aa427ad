import {
  type Button,
  button,
  type Context,
  code,
  fmt,
  hours,
  join,
  lines,
  type Phrase,
  Refusal,
} from '#platform/bot.ts'
import { taskLine } from '../cards.ts'
import { quoted } from '../clean.ts'
import { taskTaken } from '../events.ts'
import { watchLease } from '../jobs/watch-lease.ts'
import { leaseStep } from '../leases.ts'
import { MOST_CENTS, money } from '../money.ts'
import { type Cap, mayTake } from '../moves/may-take.ts'
import { mostFor } from '../moves/room-to-hold.ts'
import { outsideOf } from '../outside.ts'
import { proofCode } from '../proof.ts'
import { assignmentRef, parseTaskRef, taskRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment, Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import * as waiters from '../store/waiters.ts'
import { say } from '../texts/index.ts'
import { moment, span } from '../when.ts'
import { takeButton } from './tasks.ts'

/** `/take #17` takes that task, `/take 2` the next two. */
export async function take(ctx: Context) {
  if (ctx.args === '') throw new Refusal(say.take.usage)
  const id = parseTaskRef(ctx.args)
  if (id !== undefined) return takeThat(ctx, id)
  if (/^[#№]/.test(ctx.args)) throw new Refusal(say.take.noSuch(quoted(ctx.args)))
  const count = /^[0-9]{1,3}$/.test(ctx.args) ? Number(ctx.args) : 0
  const most = await mostFor(ctx)
  if (count < 1 || count > most) throw new Refusal(say.take.badNumber(quoted(ctx.args), most))
  return takeNext(ctx, count)
}

/** One task, by command or by button. */
export async function takeThat(ctx: Context, id: number) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  const leave = await mayTake(ctx, id)
  if (!leave) return
  const own = await assignments.ofTask(ctx.db, ctx.person.id, id)
  if (own) throw new Refusal(say.take.already(taskRef(id), assignmentRef(own.id)))
  const banned = await assignments.bannedUntil(ctx.db, ctx.person.id, id, ctx.now)
  if (banned) throw new Refusal(say.lease.banned(taskRef(id), moment(banned, ctx.now)))
  const task = await tasks.takeSlot(ctx.db, id)
  if (!task) throw await missed(ctx, id)
  if (task.reward_cents > leave.cap.cents) throw await aboveCap(ctx, leave.cap, task.currency)
  await tell(ctx, [await assign(ctx, task)])
}

async function takeNext(ctx: Context, count: number) {
  const leave = await mayTake(ctx)
  if (!leave) return
  const { room, most, cap } = leave
  const wanted = Math.min(count, room)
  const taken: Taken[] = []
  for (const candidate of await tasks.freeFor(ctx.db, ctx.person.id, ctx.now, cap.cents, wanted + SPARE)) {
    if (taken.length === wanted) break
    const task = await tasks.takeSlot(ctx.db, candidate.id)
    if (task) taken.push(await assign(ctx, task))
  }
  if (taken.length === 0) throw await nothingFor(ctx, cap)
  if (taken.length === count) return tell(ctx, taken)
  const why = taken.length === wanted ? say.take.onlyLimit(most) : say.take.onlyFree
  await tell(ctx, taken, fmt`${say.take.tookSome(taken.length, count)} ${why}`)
}

/** Others may take what was just seen as free; a few more are looked at. */
const SPARE = 10

interface Taken {
  readonly task: Task
  readonly assignment: Assignment
}

const offerToTell = { buttons: [button(say.lease.button.tellMe, 'tellMe')] }

async function assign(ctx: Context, task: Task): Promise<Taken> {
  const assignment = await assignments.add(ctx.db, ctx.person.id, ctx.person.telegramId, task, ctx.now)
  if (!assignment) throw new Error(`Person ${ctx.person.id} has task ${task.id} already, though it was free for them.`)
  await waiters.remove(ctx.db, ctx.person.id)
  const watch = leaseStep({ due: assignment.due_at, length: hours(task.hours), nudged: 0 }, ctx.now)
  ctx.enqueue(
    watchLease,
    { assignment: assignment.id },
    { key: assignmentRef(assignment.id), ...(watch.kind === 'sleep' ? { at: watch.next } : {}) },
  )
  taskTaken(ctx, task, assignment)
  return { task, assignment }
}

async function tell(ctx: Context, taken: readonly Taken[], remark?: Phrase) {
  const codes = await codesFor(ctx, taken)
  const sentences = taken.map(({ task, assignment }) =>
    say.take.took(taskRef(task.id), task.title, assignmentRef(assignment.id), span(hours(task.hours))),
  )
  const how = say.take.how(assignmentRef(taken[0]!.assignment.id))
  ctx.reply(lines(remark, ...sentences, '', how, ...codes), {
    buttons: [...taken.map(rowOf), button(say.button.my, 'my', 0)],
  })
}

/** Where the account is not proven yet, each pull request has to carry a code. */
async function codesFor(ctx: Context, taken: readonly Taken[]): Promise<Phrase[]> {
  const { secrets, linkUnproven } = outsideOf(ctx)
  const account = await accounts.of(ctx.db, ctx.person.id)
  if (account?.proven_at || linkUnproven || !secrets) return []
  return taken.map(({ assignment: { id } }) =>
    say.account.addCode(assignmentRef(id), code(proofCode(secrets, id, ctx.person.id))),
  )
}

function rowOf({ assignment: { id } }: Taken): Button[] {
  const own = assignmentRef(id)
  return [button(say.button.submit(own), 'submit', id), button(say.button.drop(own), 'drop', id)]
}

/** Free tasks may be there all the same, only not for this person now. */
async function nothingFor(ctx: Context, cap: Cap): Promise<Refusal> {
  const [above] = await tasks.freeFor(ctx.db, ctx.person.id, ctx.now, MOST_CENTS, 1)
  if (above) return aboveCap(ctx, cap, above.currency)
  return new Refusal(fmt`${say.take.none} ${say.lease.tellMeQuestion}`, offerToTell)
}

/** It pays more than this person may work for now: what has to happen first, and what fits until then. */
async function aboveCap(ctx: Context, { why, cents }: Cap, currency: string): Promise<Refusal> {
  const most = money(cents, currency)
  if (why === 'proof') {
    return new Refusal(say.account.proveFirst(most), { buttons: [button(say.button.link, 'link')] })
  }
  const head = why === 'first' ? say.people.first.tooMuch(most) : say.people.payee.formFirst(most)
  const fitting = await tasks.freeFor(ctx.db, ctx.person.id, ctx.now, cents, 3)
  if (fitting.length === 0) return new Refusal(fmt`${head} ${say.people.first.noneFits}`, offerToTell)
  return new Refusal(fmt`${head} ${say.people.first.fits}\n\n${join(fitting.map(taskLine), '\n\n')}`, {
    buttons: fitting.map(takeButton),
  })
}

/** Somebody was faster, or there is no such task. */
async function missed(ctx: Context, id: number): Promise<Refusal> {
  const task = await tasks.find(ctx.db, id)
  if (task?.status !== 'open') return new Refusal(say.take.noSuch(taskRef(id)))
  const similar = await tasks.similar(ctx.db, task, 3)
  if (similar.length === 0) {
    return new Refusal(fmt`${say.take.gone(taskRef(id))} ${say.lease.tellMeQuestion}`, offerToTell)
  }
  return new Refusal(fmt`${say.take.gone(taskRef(id))} ${say.take.similar}\n\n${join(similar.map(taskLine), '\n\n')}`, {
    buttons: similar.map(takeButton),
  })
}
