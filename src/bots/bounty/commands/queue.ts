import { type Button, button, type Context, join, type Phrase } from '#platform/bot.ts'
import { detailOf, pullName, reasonFor } from '../cards.ts'
import { paymentLine } from '../payment-card.ts'
import { WAITS } from '../payments.ts'
import { assignmentRef, paymentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { ago } from '../when.ts'

const PER_SECTION = 5
const SECTIONS = ['review', 'verifying', 'waiting_merge'] as const

/** All that waits, with its age: what a person must decide first. */
export async function queue(ctx: Context) {
  const sections: Phrase[] = []
  const reviews: Button[] = []
  for (const status of SECTIONS) {
    const found = await assignments.waiting(ctx.db, status, PER_SECTION)
    if (found.length === 0) continue
    const n = await assignments.count(ctx.db, [status])
    sections.push(
      section(
        say.admin.queue[status](n),
        n,
        found.map((one) => line(one, ctx.now)),
      ),
    )
    if (status === 'review')
      for (const { id } of found) reviews.push(button(say.button.review(assignmentRef(id)), 'review', id))
  }
  const unsettled = await payments.waiting(ctx.db, WAITS, PER_SECTION)
  if (unsettled.length > 0) {
    const n = await payments.count(ctx.db, WAITS)
    sections.push(
      section(
        say.admin.queue.payments(n),
        n,
        unsettled.map((one) => paymentLine(one, ctx.now)),
      ),
    )
    for (const { id } of unsettled) reviews.push(button(say.pay.button.look(paymentRef(id)), 'pay', id))
  }
  if (sections.length === 0) return ctx.reply(say.admin.queue.empty)
  ctx.reply(join([say.admin.queue.title, ...sections], '\n\n'), { buttons: reviews })
}

function section(title: Phrase, n: number, rows: readonly Phrase[]): Phrase {
  const rest = n > rows.length ? [say.admin.queue.more(n - rows.length)] : []
  return join([title, ...rows, ...rest], '\n')
}

function line(assignment: Assignment, now: Date): Phrase {
  const { id, task_id, submitted_at, reason, status } = assignment
  const age = ago(submitted_at ?? now, now)
  if (status !== 'review') return say.admin.queue.line(assignmentRef(id), taskRef(task_id), pullName(assignment), age)
  const why = reasonFor(reason ?? '', detailOf(assignment))
  return say.admin.queue.reviewLine(assignmentRef(id), taskRef(task_id), pullName(assignment), age, why)
}
