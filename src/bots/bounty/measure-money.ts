import type { Db, Metrics } from '#platform/bot.ts'
import { WAITS } from './payments.ts'
import * as books from './store/books.ts'
import * as ledger from './store/ledger.ts'
import * as payments from './store/payments.ts'
import * as payoutSwitch from './store/payout-switch.ts'

const ACCOUNTS = ['funded', 'budget:available', 'held', 'payable', 'in_flight', 'paid_out', 'reversal'] as const

const MOST = 1000

/** What is owed, on its way and paid, read from the database at every scrape: every process shows the same. */
export function measureMoney(metrics: Metrics, db: Db) {
  const unsettled = metrics.gauge('bounty_payments', 'Payments that are not settled', ['state'])
  const oldest = metrics.gauge(
    'bounty_payments_oldest_seconds',
    'How long the oldest payment of a state has been due; 0 without one',
    ['state'],
  )
  const money = metrics.gauge('bounty_ledger_cents', 'What the accounts of the ledger hold', ['account', 'currency'])
  const drift = metrics.gauge(
    'bounty_ledger_drift_cents',
    'What the last comparison of the books found missing or too much',
  )
  const checked = metrics.gauge(
    'bounty_books_checked_timestamp_seconds',
    'Unix time of the last comparison of the books',
  )
  const paused = metrics.gauge('bounty_payouts_paused', '1 while nothing is paid out')
  const shadowed = metrics.gauge('bounty_payments_shadowed', 'Payments that wait because payouts ran in shadow')
  metrics.beforeScrape(async () => {
    const standing = new Map((await payments.standing(db)).map((one) => [one.status, one]))
    for (const state of WAITS) {
      unsettled.set(standing.get(state)?.count ?? 0, { state })
      oldest.set(Math.max(0, standing.get(state)?.oldestSeconds ?? 0), { state })
    }
    const sums = await ledger.sumsByKind(db)
    for (const account of ACCOUNTS) money.set(0, { account, currency: 'USD' })
    for (const { account, currency, cents } of sums) money.set(cents, { account, currency })
    const last = await books.last(db)
    drift.set(last?.drift_cents ?? 0)
    checked.set(last ? last.checked_at.getTime() / 1000 : 0)
    shadowed.set((await payments.shadowed(db, MOST)).length)
    paused.set((await payoutSwitch.read(db)).is_on ? 0 : 1)
  })
}
