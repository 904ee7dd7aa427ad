import { after, days, hours } from '#platform/bot.ts'

/** What a newcomer may hold at a time; one more for every few tasks that were paid. */
const FIRST_HELD = 2
const PAID_FOR_ONE_MORE = 3
/** Whoever let the time run out leaves the task to others for so long. */
export const RETAKE_BAN = days(7)
/** After a rejection there is at least so much time for another submission. */
export const LEAST_AFTER_REJECT = hours(24)
/** So many rejections within a day, then no more submissions until it is over. */
export const MOST_REJECTS = 5
const REJECTS_DAY = days(1)
/** A decision can be disputed for so long, and a dispute is to be answered within so long. */
export const DISPUTE_WITHIN = days(14)
export const ANSWER_WITHIN = days(7)
/** Reminders come when these parts of the time are over. */
const MARKS = [0.5, 0.9]

export const mostHeld = (paid: number, most: number): number =>
  Math.min(most, FIRST_HELD + Math.floor(paid / PAID_FOR_ONE_MORE))

/** A take while the person works on it. */
export interface Lease {
  readonly due: Date
  /** Milliseconds from the take to the deadline, as the task gives them. */
  readonly length: number
  /** Reminders done with. */
  readonly nudged: number
}

export type LeaseStep =
  | { readonly kind: 'expire' }
  | { readonly kind: 'nudge'; readonly nudged: number; readonly next: Date }
  | { readonly kind: 'sleep'; readonly next: Date }

/** What is due now; a reminder that was slept through is not made up for when a later one is due. */
export function leaseStep({ due, length, nudged }: Lease, now: Date): LeaseStep {
  if (now >= due) return { kind: 'expire' }
  const passed = marksPassed(due, length, now)
  const next = markAt(Math.max(passed, nudged), due, length)
  return passed > nudged ? { kind: 'nudge', nudged: passed, next } : { kind: 'sleep', next }
}

export const marksPassed = (due: Date, length: number, now: Date): number =>
  MARKS.filter((_, index) => now >= markAt(index, due, length)).length

/** Marks are counted back from the deadline, so they move with it. */
const markAt = (index: number, due: Date, length: number) => after(due, -Math.round(length * (1 - (MARKS[index] ?? 1))))

/** The deadline once the lease runs again: what was left is still left. */
export const thawed = (due: Date, frozenAt: Date | null, now: Date): Date =>
  after(due, frozenAt ? Math.max(0, now.getTime() - frozenAt.getTime()) : 0)

export const laterOf = (one: Date, other: Date): Date => (one > other ? one : other)

export interface Rejects {
  readonly rejects: number
  readonly rejects_since: Date | null
}

export function oneMoreReject({ rejects, rejects_since }: Rejects, now: Date): Rejects {
  const sameDay = rejects_since !== null && now < after(rejects_since, REJECTS_DAY)
  return sameDay ? { rejects: rejects + 1, rejects_since } : { rejects: 1, rejects_since: now }
}

/** When the person may submit again; undefined when now. */
export function submitAgainAt({ rejects, rejects_since }: Rejects, now: Date): Date | undefined {
  const again = rejects_since && after(rejects_since, REJECTS_DAY)
  return again && rejects >= MOST_REJECTS && now < again ? again : undefined
}
