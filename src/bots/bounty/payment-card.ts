import { type Button, type Buttons, button, join, type Phrase, singleUse } from '#platform/bot.ts'
import { isOnAuthorsWord, isOnTheirWord } from './approval.ts'
import { pullName } from './cards.ts'
import { money } from './money.ts'
import { paymentState } from './payment-state.ts'
import { UNSENT } from './payments.ts'
import { assignmentRef, paymentRef, taskRef } from './refs.ts'
import { SHADOW } from './shadow.ts'
import type { Assignment, Payment } from './store/tables.ts'
import type { Verdict } from './store/verdicts.ts'
import { say } from './texts/index.ts'
import { ago, moment } from './when.ts'

/** One payment in a list. */
export function paymentLine(payment: Payment, now: Date): Phrase {
  const { id, assignment_id, amount_cents, currency, status, created_at, reason } = payment
  const amount = money(amount_cents, currency)
  const age = ago(created_at, now)
  return say.admin.queue.payment(
    paymentRef(id),
    assignmentRef(assignment_id),
    amount,
    paymentState(payment),
    age,
    status === 'blocked_payee' || reason === SHADOW ? '' : (reason ?? ''),
  )
}

export interface CardFacts {
  readonly payment: Payment
  readonly assignment: Assignment
  readonly login: string
  readonly approvers: readonly number[]
  readonly verdicts: readonly Verdict[]
  readonly now: Date
}

/** All that an admin needs to agree or to refuse: payee, amount, evidence. */
export function paymentCard({ payment, assignment, login, approvers, verdicts, now }: CardFacts): Phrase {
  const amount = money(payment.amount_cents, payment.currency)
  const rows = [
    say.pay.card.head(
      paymentRef(payment.id),
      assignmentRef(assignment.id),
      taskRef(assignment.task_id),
      amount,
      paymentState(payment),
    ),
    say.pay.card.payee(payment.user_id, login),
    say.pay.card.evidence(pullName(assignment), assignment.head_sha ?? '—', assignment.verified_by ?? '—'),
    ...(isOnTheirWord(assignment) ? [say.office.onWord.payment] : []),
    ...(isOnAuthorsWord(assignment) ? [say.office.selfMerge.payment] : []),
    say.pay.card.key(payment.idempotency_key),
    say.pay.card.approvals(approvers.length, payment.approvals_needed),
    ...(payment.due_at && payment.due_at > now ? [say.pay.card.due(moment(payment.due_at, now))] : []),
    ...(payment.attempts > 0
      ? [say.pay.card.attempts(payment.attempts, moment(payment.last_sent_at ?? now, now))]
      : []),
    ...(payment.payout_id ? [say.pay.card.receipt(payment.payout_id)] : []),
    ...(payment.reason && payment.status !== 'blocked_payee' && payment.reason !== SHADOW
      ? [say.pay.card.reason(payment.reason)]
      : []),
    ...verdicts.map((one) => say.pay.card.verdict(one.person_id, one.verdict, one.payout_id ?? '—', one.evidence)),
  ]
  return join(rows, '\n')
}

/** What can be done with it now; who may do it is checked when it is pressed. */
export function paymentButtons({ payment: { id, status }, verdicts }: CardFacts): Buttons {
  if (status === 'created' || status === 'needs_2nd') {
    return [[singleUse(say.button.approve, 'payApprove', id), button(say.pay.button.cancel, 'payVoid', id)]]
  }
  if (UNSENT.includes(status)) return [button(say.pay.button.cancel, 'payVoid', id)]
  if (status === 'failed') return [singleUse(say.pay.button.again, 'payAgain', id)]
  return status === 'manual' ? verdicts.map((one) => agreeButton(id, one)) : []
}

const agreeButton = (id: number, { person_id, verdict }: Verdict): Button =>
  singleUse(say.pay.button.agree(say.payment[verdict]), 'payAgree', id, person_id)
