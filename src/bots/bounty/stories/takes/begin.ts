import type { JobContext } from '#platform/bot.ts'
import type { Workbench } from '#testing/workbench.ts'
import * as ledger from '../../ledger.ts'
import { post } from '../../moves/post.ts'
import { LIMITS } from '../money/begin.ts'
import type { GithubModel } from './github.ts'
import type { Story } from './story.ts'

export const START = new Date('2026-03-02T09:00:00Z')

export const outsideWith = (github: GithubModel) => ({
  github: github.port,
  payouts: { isConfigured: false, wantsAccount: false, receiver: 'none' },
  limits: LIMITS,
  takesMost: 3,
  linkUnproven: false,
  secrets: undefined,
  codeMost: 0,
  environment: 'test',
  series: { approved: { add() {} }, payments: { add() {} }, submitted: { add() {} }, verification: { observe() {} } },
})

/** Four people with proven accounts (the fourth is an admin, too), and two funded tasks with little time. */
export async function begin(
  desk: Workbench,
  act: (work: (ctx: JobContext) => Promise<unknown>) => Promise<unknown>,
  { slots, cents, selfMerge }: Story,
) {
  await desk.rows(
    `insert into posthouse.people (id, telegram_id, display_name, joined_at) overriding system value
     select n, n, 'P' || n, $1 from generate_series(1, 6) n`,
    [START],
  )
  await desk.rows(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, proof, proven_at)
     select n, 1000 + n, 'login' || n, $1, 'device', $1 from generate_series(1, 4) n`,
    [START],
  )
  for (const [index, reward] of cents.entries()) {
    await desk.rows(
      `insert into bounty.tasks (id, title, text, status, reward_cents, slots, repo_id, repo_name, branches, hours, allow_self_merge, created_by, created_at, published_at)
       overriding system value values ($1, 'T', 'T', 'open', $2, $3, 1, 'o/r', 'main', 20, $5, 6, $4, $4)`,
      [index + 1, reward, slots[index], START, selfMerge[index]],
    )
    const sum = { cents: reward * (slots[index] ?? 0), currency: 'USD' }
    await act(async (ctx) => {
      await post(ctx, ledger.fund(sum), 'start')
      await post(ctx, ledger.publish(index + 1, sum), `#${index + 1}`)
    })
  }
}
