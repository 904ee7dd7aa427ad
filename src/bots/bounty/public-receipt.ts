import { money } from './money.ts'
import { parsePaymentRef, paymentRef } from './refs.ts'
import type { Secrets } from './sealing.ts'
import type { Payment } from './store/tables.ts'

/** Of a payment that was made; nobody else can make one, and another payment has another. */
export function receiptCode(secrets: Secrets, { id, idempotency_key, body, currency, payout_id }: Payment): string {
  return `${paymentRef(id)}-${secrets.receiptFor(JSON.stringify([idempotency_key, body, currency, payout_id]))}`
}

/** The payment that a code speaks of; whether it is real is another question. */
export function paymentIn(code: string): number | undefined {
  const [, id = ''] = /^(P[0-9]{1,10})-[A-Z2-9]{16}$/.exec(code) ?? []
  return id === '' ? undefined : parsePaymentRef(id)
}

const SHOWN = 8

/** What stands at the pull request. GitHub would link `#17` to an issue of its own: tasks are written without the sign. */
export function receiptComment({ amount_cents, currency, payout_id }: Payment, taskId: number, code: string): string {
  const number = (payout_id ?? '').replaceAll(/[^A-Za-z0-9_-]/g, '')
  const shown = number.length > SHOWN ? `${number.slice(0, SHOWN)}…` : number
  return `Paid: **${money(amount_cents, currency)}** for task ${taskId}, payout \`${shown}\`.

receipt \`${code}\` (anybody can ask the bot: \`/receipt check ${code}\`)`
}
