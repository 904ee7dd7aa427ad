import { type JobContext, minutes, type Phrase, type SendOptions } from '#platform/bot.ts'
import { aboutSubmission, verdictMessage } from '../cards.ts'
import type { Assignment } from '../store/tables.ts'

/**
 * Edits the message that said "checking". Telegram notifies nobody of an edit, so what the person has to know after a
 * longer wait is also said anew.
 */
export function tellVerdict(ctx: JobContext, assignment: Assignment, sentence: Phrase, options: SendOptions = {}) {
  const text = aboutSubmission(assignment, sentence)
  const name = verdictMessage(assignment.id)
  const isNews = assignment.status === 'review' || isLongAgo(assignment.checked_at, ctx.now)
  ctx.edit(assignment.chat, name, text, isNews ? {} : options)
  if (isNews) ctx.send(assignment.chat, text, { ...options, as: name })
}

const isLongAgo = (at: Date | null, now: Date) => at !== null && now.getTime() - at.getTime() > minutes(2)
