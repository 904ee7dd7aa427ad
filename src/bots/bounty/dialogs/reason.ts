import { Refusal, reader } from '#platform/bot.ts'
import { cleanLine } from '../clean.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

/** Why an admin decides against somebody, in one line. */
export const reason = reader(({ text }) => {
  const line = cleanLine(text)
  if (line === '') throw new Refusal(say.admin.newTask.empty)
  if (line.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  return line
})

export const endWithStop = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)
