import { dialog, Refusal, reader, whole } from '#platform/bot.ts'
import { cleanLine } from '../clean.ts'
import { openDispute } from '../moves/open-dispute.ts'
import { assignmentRef } from '../refs.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

export function readWords(text: string): string {
  const line = cleanLine(text)
  if (line === '') throw new Refusal(say.admin.newTask.empty)
  if (line.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  return line
}

export const dispute = dialog('dispute')
  .ask('assignment', say.submit.which, whole(1, 2 ** 31 - 1))
  .ask(
    'words',
    (_, answers) => say.lease.dispute.ask(assignmentRef(answers.assignment)),
    reader(({ text }) => readWords(text)),
  )
  .finish((ctx, answers) => openDispute(ctx, answers.assignment, answers.words))
