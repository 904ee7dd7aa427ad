import type { CounterOf, GaugeOf, HistogramOf, Metrics } from '#platform/bot.ts'

/** The bot's own series; `active_assignments` is read from the database at every scrape. */
export interface Series {
  readonly submitted: CounterOf<never>
  readonly approved: CounterOf<never>
  readonly payments: CounterOf<'state'>
  readonly shadow: GaugeOf<never>
  readonly verification: HistogramOf<never>
}

const BUCKETS = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600]

export const declare = (metrics: Metrics): Series => ({
  submitted: metrics.counter('assignments_submitted_total', 'Pull requests submitted for a task'),
  approved: metrics.counter('assignments_approved_total', 'Submissions approved for payment'),
  payments: metrics.counter('bounty_payments_total', 'Payments that came into a state', ['state']),
  shadow: metrics.gauge('bounty_payouts_shadow', '1 while payouts run in shadow: nothing is sent'),
  verification: metrics.histogram(
    'verification_duration_seconds',
    'From the submission to the first answer of GitHub about it',
    [],
    BUCKETS,
  ),
})
