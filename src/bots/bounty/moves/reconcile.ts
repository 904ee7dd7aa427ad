import { after, hours, type JobContext } from '#platform/bot.ts'
import { type Drift, drifts, SUM_OF_ALL } from '../ledger.ts'
import { LOST } from '../payments.ts'
import * as books from '../store/books.ts'
import * as ledger from '../store/ledger.ts'
import * as payments from '../store/payments.ts'
import { lookAtPayment } from './look-at-payment.ts'
import { startWhenDue } from './make-payment.ts'
import { pausePayouts } from './pause-payouts.ts'

const MOST = 500

export interface Reconciled {
  readonly drifts: readonly Drift[]
  readonly inFlight: number
}

/**
 * Compares what the ledger says, by its entries or by the kept balances alone, with what tasks and payments promise: one
 * cent of drift pauses all payments. Then it wakes every payment that waits, should the job that was to look at it have been lost.
 */
export async function reconcile(ctx: JobContext, from: 'entries' | 'balances'): Promise<Reconciled> {
  const balances = await ledger.balances(ctx.db)
  const entries = from === 'entries' ? await ledger.entrySums(ctx.db) : balances
  const found = drifts(entries, balances, await payments.promised(ctx.db))
  const lopsided = from === 'entries' ? await ledger.lopsided(ctx.db) : []
  await books.put(ctx.db, ctx.now, driftIn(found))
  if (found.length > 0 || lopsided.length > 0) {
    ctx.audit('ledger_drift', 'ledger', { drifts: found, lopsided })
    const where = [...found.map(({ account }) => account), ...lopsided.map((one) => `transfer ${one.transfer_id}`)]
    await pausePayouts(ctx, `the ledger has drifted: ${where.slice(0, 5).join(', ')}`)
  }
  for (const payment of await payments.waiting(ctx.db, ['ready', 'not_configured', 'blocked_payee'], MOST))
    startWhenDue(ctx, payment)
  // Not before the job that is there already would: a planned one is only brought forward.
  for (const payment of await payments.waiting(ctx.db, ['unknown', 'accepted'], MOST)) {
    lookAtPayment(ctx, payment, after(ctx.now, hours(1)))
  }
  for (const payment of await payments.waiting(ctx.db, ['sending'], MOST)) {
    if (payment.last_sent_at && after(payment.last_sent_at, LOST) < ctx.now) lookAtPayment(ctx, payment, ctx.now)
  }
  return { drifts: found, inFlight: await payments.count(ctx.db, ['unknown', 'sending']) }
}

/** How many cents stand where they should not. The sum of all tells of what an account without a witness hides. */
function driftIn(found: readonly Drift[]): number {
  const sizes = found.map((one) => ({
    ...one,
    size: Math.max(away(one.expected, one.entries), away(one.balance, one.entries)),
  }))
  const [whole, parts] = [sizes.filter(isWhole), sizes.filter((one) => !isWhole(one))]
  const sum = (list: readonly { size: number }[]) => list.reduce((total, { size }) => total + size, 0)
  return Math.max(sum(whole), sum(parts))
}

const away = (one: number, other: number) => Math.abs(one - other)
const isWhole = ({ account }: Drift) => account === SUM_OF_ALL
