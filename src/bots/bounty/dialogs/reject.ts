import { dialog, Refusal, reader, whole } from '#platform/bot.ts'
import { cleanLine } from '../clean.ts'
import { reject as rejectMove } from '../moves/reject.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

const reason = reader(({ text }) => {
  const line = cleanLine(text)
  if (line === '') throw new Refusal(say.admin.newTask.empty)
  if (line.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  return line
})

export const reject = dialog('reject')
  .ask('assignment', say.submit.which, whole(1, 2 ** 31 - 1))
  .ask('reason', (_, answers) => say.admin.askReason(assignmentRef(answers.assignment)), reason)
  .finish(async (ctx, answers) => {
    const ref = assignmentRef(answers.assignment)
    const assignment = await assignments.lock(ctx.db, answers.assignment)
    if (assignment?.status !== 'review') throw new Refusal(say.admin.notInReview(ref))
    await rejectMove(ctx, assignment, 'REJECTED', { got: endWithStop(answers.reason) })
    ctx.reply(say.admin.rejected(ref))
  })

const endWithStop = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)
