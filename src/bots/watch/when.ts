import { hours } from '#platform/bot.ts'

/** A moment as people can compare it with their own clock: `14:05 UTC`, with the date when it is not within a day. */
export function moment(at: Date, now: Date): string {
  const [date, time] = at.toISOString().split('T')
  const near = Math.abs(at.getTime() - now.getTime()) < hours(20)
  return `${near ? '' : `${date} `}${time?.slice(0, 5)} UTC`
}
