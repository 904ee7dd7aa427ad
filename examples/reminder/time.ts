import { after, minutes as minutesInMs, Refusal, reader } from '#platform/bot.ts'
import { say } from './texts.ts'

/** A number of minutes from now, up to a week; reads as the moment it means. */
export const minutes = reader(({ text, now }) => {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (count < 1 || count > 10_080) throw new Refusal(say.notMinutes(text))
  return after(now, minutesInMs(count)).toISOString()
})
