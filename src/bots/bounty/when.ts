import { days, hours, minutes, type Phrase } from '#platform/bot.ts'
import { say } from './texts/index.ts'

/** A moment as people can compare it with their own clock: `14:05 UTC`, with the date when it is not within a day. */
export function moment(at: Date, now: Date): string {
  const [date, time] = at.toISOString().split('T')
  const near = Math.abs(at.getTime() - now.getTime()) < hours(20)
  return `${near ? '' : `${date} `}${time?.slice(0, 5)} UTC`
}

/** A length of time in its largest whole unit. */
export function span(ms: number): Phrase {
  if (ms >= days(1)) return say.days(Math.floor(ms / days(1)))
  if (ms >= hours(1)) return say.hours(Math.floor(ms / hours(1)))
  return say.minutes(Math.max(1, Math.floor(ms / minutes(1))))
}

export const ago = (at: Date, now: Date): Phrase =>
  now.getTime() - at.getTime() < minutes(1) ? say.justNow : say.ago(span(now.getTime() - at.getTime()))
