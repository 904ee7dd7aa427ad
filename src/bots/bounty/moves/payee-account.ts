import { after, hours, type JobContext } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import * as payees from '../store/payees.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { amountOf } from './settle.ts'
import { takeStep } from './take-step.ts'

/** Money waits so long after an account was named: whoever stole a chat cannot cash in at once. */
export const NEW_PAYEE_PAUSE = hours(24)

export type PayeeAccount =
  | { readonly kind: 'known'; readonly account: string | null }
  | { readonly kind: 'missing' }
  | { readonly kind: 'new'; readonly until: Date }

/** Where this person is paid, at a receiver that wants to know. */
export async function payeeAccount(ctx: JobContext, personId: number): Promise<PayeeAccount> {
  const { payouts, linkUnproven } = outsideOf(ctx)
  if (!payouts.wantsAccount) return { kind: 'known', account: null }
  const payee = await payees.of(ctx.db, personId)
  if (!payee) return { kind: 'missing' }
  const until = after(payee.set_at, NEW_PAYEE_PAUSE)
  return until > ctx.now && !linkUnproven ? { kind: 'new', until } : { kind: 'known', account: payee.account }
}

/** Nobody has said where the money is to go: it waits, and its owner is asked. */
export async function askForAccount(ctx: JobContext, payment: Payment, assignment: Assignment) {
  await takeStep(ctx, payment, 'block', { reason: 'no account to pay to' })
  ctx.send(assignment.chat, say.office.payee.wanted(assignmentRef(assignment.id), amountOf(payment)))
}
