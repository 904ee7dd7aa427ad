import { money } from './money.ts'
import { UNSENT } from './payments.ts'
import type { Payment } from './store/tables.ts'

/** Why a payment waits that would have been sent, had payouts not run in shadow. */
export const SHADOW = 'shadow'

/** It waits until somebody releases it. */
export const isShadowed = ({ shadowed_at, status }: Payment) => shadowed_at !== null && UNSENT.includes(status)

/** What they come to together, each currency by itself. */
export function sumOf(payments: readonly Payment[]): string {
  const sums = new Map<string, number>()
  for (const { currency, amount_cents } of payments) sums.set(currency, (sums.get(currency) ?? 0) + amount_cents)
  return [...sums].map(([currency, cents]) => money(cents, currency)).join(' + ')
}
