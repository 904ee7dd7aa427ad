import { Refusal, reader } from '#platform/bot.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

/** Why somebody decides, on one line. */
export const reason = reader(({ text }) => {
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()
  if (line === '') throw new Refusal(say.reasonMissing)
  if (line.length > MOST_LETTERS) throw new Refusal(say.reasonLong(MOST_LETTERS))
  return line
})
