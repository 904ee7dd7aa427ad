import type { Phrase } from '../telegram/text.ts'
import { say } from './texts/index.ts'

/** How long something takes or took, in the unit that fits. */
export function span(seconds: number): Phrase {
  const s = Math.max(0, Math.floor(seconds))
  if (s < 120) return say.span.seconds(s)
  if (s < 7200) return say.span.minutes(Math.floor(s / 60))
  if (s < 172_800) return say.span.hours(Math.floor(s / 3600))
  return say.span.days(Math.floor(s / 86_400))
}

export const since = (from: Date, now: Date) => span((now.getTime() - from.getTime()) / 1000)
