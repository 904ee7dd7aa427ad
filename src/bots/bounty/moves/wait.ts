import { again, button, type JobContext, type Phrase } from '#platform/bot.ts'
import { aboutSubmission, verdictMessage } from '../cards.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

/** The submission is looked at again at that time; the person reads why and when in the message they know. */
export async function wait(
  ctx: JobContext,
  assignment: Assignment,
  why: Phrase,
  at: Date,
  values: Partial<Assignment>,
) {
  await assignments.change(ctx.db, assignment.id, { ...values, checked_at: ctx.now, next_check_at: at })
  const next = say.verdict.nextCheck(moment(at, ctx.now))
  ctx.edit(assignment.chat, verdictMessage(assignment.id), aboutSubmission(assignment, why, next), {
    buttons: [button(say.button.check(assignmentRef(assignment.id)), 'check', assignment.id)],
  })
  return again(at)
}
