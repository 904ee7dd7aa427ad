import { type Button, button, type Context, fmt, join, lines, type Phrase } from '#platform/bot.ts'
import { pullName } from '../cards.ts'
import { money } from '../money.ts'
import { paymentState } from '../payment-state.ts'
import { isOwed } from '../payments.ts'
import { yearOf } from '../period.ts'
import { assignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment, Payment, Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { moment, span } from '../when.ts'

const PER_PAGE = 5

export const my = (ctx: Context) => myPage(ctx, 0)

export async function myPage(ctx: Context, page: number) {
  const found = await assignments.ownedBy(ctx.db, ctx.person.id, PER_PAGE + 1, page * PER_PAGE)
  const shown = found.slice(0, PER_PAGE)
  if (shown.length === 0) return ctx.show(say.my.none, { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
  const paid = await payments.ofAssignments(
    ctx.db,
    shown.map(({ id }) => id),
  )
  const rows: Phrase[] = []
  for (const assignment of shown) {
    const task = await tasks.find(ctx.db, assignment.task_id)
    if (task) rows.push(line(assignment, task, paid.get(assignment.id), ctx.now))
  }
  const turn = [
    ...(page > 0 ? [button('‹', 'my', page - 1)] : []),
    ...(found.length > PER_PAGE ? [button('›', 'my', page + 1)] : []),
  ]
  const buttons = shown.map(buttonsOf).filter((row) => row.length > 0)
  const head = lines(say.my.title, page === 0 && (await paidThisYear(ctx)))
  ctx.show(fmt`${head}\n\n${join(rows, '\n\n')}`, { buttons: [...buttons, ...(turn.length > 0 ? [turn] : [])] })
}

async function paidThisYear(ctx: Context): Promise<Phrase | undefined> {
  const year = yearOf(ctx.now)
  const sums = await payments.paidIn(ctx.db, ctx.person.id, year)
  if (sums.length === 0) return undefined
  return say.people.paidThisYear(year.name, sums.map(({ cents, currency }) => money(cents, currency)).join(', '))
}

function line(assignment: Assignment, task: Task, payment: Payment | undefined, now: Date): Phrase {
  const { status, next_check_at, due_at, frozen_at } = assignment
  const state =
    (status === 'approved' || status === 'payable') && payment
      ? fmt`${say.state.approved}, ${paymentState(payment)}`
      : say.state[status]
  const rest = [
    ...(assignment.pr_name && status !== 'active' ? [say.my.pull(pullName(assignment))] : []),
    ...(payment && isOwed(payment) ? [say.office.old.waits(span(now.getTime() - payment.created_at.getTime()))] : []),
    ...(next_check_at ? [say.my.next(moment(next_check_at, now))] : []),
    ...(status === 'active' ? [say.my.due(moment(due_at, now))] : []),
    ...(frozen_at && assignments.HELD.includes(status)
      ? [say.lease.frozen(span(due_at.getTime() - frozen_at.getTime()))]
      : []),
  ]
  return say.my.line(assignmentRef(assignment.id), taskRef(task.id), task.title, state, join(rest))
}

function buttonsOf({ id, status, decided_at }: Assignment): Button[] {
  const own = assignmentRef(id)
  const drop = button(say.button.drop(own), 'drop', id)
  const dispute = decided_at ? [button(say.lease.button.dispute(own), 'dispute', id)] : []
  if (status === 'held') return dispute
  if (status === 'active') return [button(say.button.submit(own), 'submit', id), drop, ...dispute]
  if (status === 'verifying' || status === 'waiting_merge') return [button(say.button.check(own), 'check', id), drop]
  return status === 'review' ? [drop] : []
}
