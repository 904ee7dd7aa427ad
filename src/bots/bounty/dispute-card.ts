import { type Button, button, type Phrase } from '#platform/bot.ts'
import { assignmentRef } from './refs.ts'
import type { Assignment, Dispute } from './store/tables.ts'
import { say } from './texts/index.ts'
import { moment } from './when.ts'

/** What a dispute says, to whoever may decide it. */
export const disputeLine = ({ decided_by }: Assignment, { words, answer_by }: Dispute, now: Date): Phrase =>
  say.lease.dispute.card(words, moment(answer_by, now), deciderOf(decided_by))

export const deciderOf = (person: number | null): Phrase =>
  person === null ? say.lease.dispute.byRule : say.lease.dispute.byPerson(`id ${person}`)

/** Leads to where a dispute is decided: a submission is reviewed, held money is paid or not. */
export const disputeButton = ({ assignment_id: id, was }: Dispute): Button =>
  button(say.button.review(assignmentRef(id)), was === 'held' ? 'held' : 'review', id)
