import { fmt, type Phrase } from '#platform/bot.ts'
import { isShadowed, SHADOW } from './shadow.ts'
import type { Payment } from './store/tables.ts'
import { say } from './texts/index.ts'

/** How a payment stands; with the cause where it waits for its payee. */
export function paymentState(payment: Payment): Phrase {
  const { status, reason } = payment
  if (reason === SHADOW && isShadowed(payment)) return say.shadow.state
  const cause = status === 'blocked_payee' ? causeOf(reason) : undefined
  return cause ? fmt`${say.payment[status]}: ${cause}` : say.payment[status]
}

const causeOf = (reason: string | null): Phrase | undefined =>
  reason !== null && Object.hasOwn(say.manage.payee, reason)
    ? say.manage.payee[reason as keyof typeof say.manage.payee]
    : undefined
