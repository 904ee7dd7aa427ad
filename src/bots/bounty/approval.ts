import { hours } from '#platform/bot.ts'

/** All amounts in cents. */
export interface Limits {
  /** Up to this a payment needs nobody's approval. */
  readonly autoMost: number
  /** Up to this one admin is enough; above, two different ones. */
  readonly oneAdminMost: number
  /** Nobody's first payment goes out by itself. */
  readonly firstByHand: boolean
  readonly perPayment: number
  readonly perPersonDay: number
  readonly perDay: number
  /** Up to this there is no cooling. */
  readonly coolingFreeMost: number
  readonly coolingHours: number
}

/** How many admins must agree before the payment may leave. */
export function approvalsNeeded(cents: number, isFirst: boolean, limits: Limits): 0 | 1 | 2 {
  if (cents > limits.oneAdminMost) return 2
  return cents > limits.autoMost || (isFirst && limits.firstByHand) ? 1 : 0
}

/** Who verified the work, and whether GitHub has seen it merged. */
export interface Evidence {
  readonly verified_by: string | null
  readonly merged_at: Date | null
  /** Its author merged it. */
  readonly self_merged: boolean
}

/** An admin says that the work is in, and GitHub has no merge to show for it: whatever the amount, a second one has to look. */
export const isOnTheirWord = ({ verified_by, merged_at }: Evidence): boolean =>
  verified_by !== 'github' && merged_at === null

/** Its author merged it, as the task allows, and nobody else has seen it: one admin looks whatever the amount, and not who made that task. */
export const isOnAuthorsWord = ({ verified_by, self_merged }: Evidence): boolean =>
  verified_by === 'github' && self_merged

/** Two are needed because of the amount: what the amount wants was settled when the payment was made, what a missing merge wants comes on top. */
export const isLarge = (needed: number, cents: number, evidence: Evidence, limits: Limits): boolean =>
  needed > 1 && (!isOnTheirWord(evidence) || cents > limits.oneAdminMost)

export interface Approval {
  readonly payee: number
  readonly taskCreator: number
  /** Two are needed because of the amount. */
  readonly isLarge: boolean
  /** One is needed because nobody but the payee has seen the work merged. */
  readonly isOnAuthorsWord: boolean
  /** Who has agreed already. */
  readonly by: readonly number[]
}

/** Why this person may not be the one who agrees; undefined when they may. Where the amount wants two, or the author merged it, none of them made the task. */
export function mayNotApprove({ payee, taskCreator, isLarge, isOnAuthorsWord, by }: Approval, person: number) {
  if (person === payee) return 'own'
  if (by.includes(person)) return 'twice'
  if (person !== taskCreator) return undefined
  return isLarge ? 'creator' : isOnAuthorsWord ? 'selfMerge' : undefined
}

/** Not sent before this: time for a revert or a doubt to come up. */
export const dueAt = (cents: number, approvedAt: Date, limits: Limits): Date =>
  cents <= limits.coolingFreeMost ? approvedAt : new Date(approvedAt.getTime() + hours(limits.coolingHours))

/** What was sent in the last 24 hours. */
export interface Spent {
  readonly toPerson: number
  readonly toAll: number
}

export type Limit = 'payment' | 'person' | 'day'

/** The limit that this payment would break now; undefined when it may go. */
export function brokenLimit(cents: number, spent: Spent, limits: Limits): Limit | undefined {
  if (cents > limits.perPayment) return 'payment'
  if (spent.toPerson + cents > limits.perPersonDay) return 'person'
  return spent.toAll + cents > limits.perDay ? 'day' : undefined
}
