import type { JobContext } from '#platform/bot.ts'
import type { Workbench } from '#testing/workbench.ts'
import type { Limits } from '../../approval.ts'
import * as ledger from '../../ledger.ts'
import { post } from '../../moves/post.ts'
import type { PayoutPort } from '../../payouts/port.ts'

export const START = new Date('2026-03-02T09:00:00Z')
export const [PAYEES, ADMINS, CREATOR, TASK] = [[1, 2], [4, 5, 6], 4, 1] as const

export const LIMITS: Limits = {
  autoMost: 50_00,
  oneAdminMost: 500_00,
  firstByHand: false,
  perPayment: 10_000_00,
  perPersonDay: 20_000_00,
  perDay: 50_000_00,
  coolingFreeMost: 20_00,
  coolingHours: 1,
}

/** When it is, and whether payouts run in shadow now. */
export interface Clock {
  now: Date
  isShadow?: boolean
}

export const outsideWith = (payouts: PayoutPort, clock?: Clock) => ({
  get isShadow() {
    return clock?.isShadow ?? false
  },
  payouts,
  limits: LIMITS,
  environment: 'test',
  callbackKeys: [],
  linkUnproven: true,
  series: { approved: { add() {} }, payments: { add() {} } },
})

/** Two people whose work is looked at, a third who may have a share of it, three admins, and the money for it. */
export async function begin(
  desk: Workbench,
  act: (work: (ctx: JobContext) => Promise<unknown>) => Promise<unknown>,
  cents: number,
) {
  await desk.rows(
    `insert into posthouse.people (id, telegram_id, display_name, joined_at) overriding system value
     select n, n, 'P' || n, $1 from generate_series(1, 6) n`,
    [START],
  )
  await desk.rows(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at) select n, n, 'user-' || n, $1 from generate_series(1, 3) n`,
    [START],
  )
  await desk.rows(
    `insert into bounty.tasks (id, title, text, status, reward_cents, slots, taken, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
     overriding system value values ($3, 'T', 'T', 'open', $1, 3, 2, 1, 'o/r', 'main', 24, $4, $2, $2)`,
    [cents, START, TASK, CREATOR],
  )
  await desk.rows(
    `insert into bounty.assignments (id, user_id, task_id, chat, status, taken_at, due_at, merged_at) overriding system value
     select n, n, 1, n, 'review', $1, $1, $1 from generate_series(1, 2) n`,
    [START],
  )
  // Shares get the numbers after those, the same in every run.
  await desk.rows("select setval(pg_get_serial_sequence('bounty.assignments', 'id'), 2)")
  await act(async (ctx) => {
    await post(ctx, ledger.fund({ cents: cents * 3, currency: 'USD' }), 'start')
    await post(ctx, ledger.publish(TASK, { cents: cents * 3, currency: 'USD' }), '#1')
  })
}
