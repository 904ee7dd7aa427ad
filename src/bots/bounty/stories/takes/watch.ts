import { expect } from 'vitest'
import type { Workbench } from '#testing/workbench.ts'
import { reconcile } from '../../moves/reconcile.ts'
import { authorOf, type GithubModel } from './github.ts'

const OVER = ['expired', 'dropped', 'rejected', 'cancelled', 'clawed_back']
const GIVEN_BACK = ['dropped', 'expired', 'cancelled']
const OWED = ['approved', 'payable', 'held', 'paid', 'clawed_back']
const FROZEN = ['verifying', 'waiting_merge', 'review']
const IN_HAND = ['active', ...FROZEN]

interface Take {
  id: number
  user_id: number
  task_id: number
  status: string
  pr_repo_id: number | null
  pr_number: number | null
  verified_by: string | null
  self_merged: boolean
  /** What its task says of it. */
  allow_self_merge: boolean
  submission: number
  disputed: boolean
  is_banned: boolean
  /** Their account on GitHub, as it is now. */
  github_id: number | null
}

interface TaskRow {
  id: number
  taken: number
  slots: number
  status: string
  reward_cents: number
  held: number
}

/** What has to hold of takes, slots and pull requests after every step. */
export function watchOver(desk: Workbench, github: GithubModel, now: () => Date) {
  let before = new Map<number, Take>()
  const seen = new Set<string>()

  async function watch() {
    const takes = await desk.rows<Take>(
      `select a.id, a.user_id, a.task_id, a.status, a.pr_repo_id, a.pr_number, a.verified_by, a.self_merged, a.submission, t.allow_self_merge,
         exists (select from bounty.bans b where b.person_id = a.user_id) as is_banned,
         exists (select from bounty.disputes d where d.assignment_id = a.id and d.was = 'expired') as disputed,
         g.github_id
       from bounty.assignments a join bounty.tasks t on t.id = a.task_id left join bounty.github_accounts g on g.person_id = a.user_id order by a.id`,
    )
    for (const one of takes) {
      seen.add(one.status)
      const was = before.get(one.id)
      if (was && was.status !== one.status) moved(was, one)
      banned(was, one)
    }
    onlyOne(
      'I5: takes of one task by one person',
      takes.filter(isLive).map((one) => `${one.task_id} ${one.user_id}`),
    )
    const counted = takes.filter((one) => OWED.includes(one.status) && one.pr_number !== null)
    onlyOne(
      'I6: takes paid for one pull request',
      counted.map((one) => `${one.pr_repo_id}#${one.pr_number}`),
    )
    const accounts = await desk.rows<{ github_id: number }>('select github_id from bounty.github_accounts')
    onlyOne(
      'I11: people with one GitHub account',
      accounts.map(({ github_id }) => String(github_id)),
    )
    await slots(takes)
    before = new Map(takes.map((one) => [one.id, one]))
  }

  /** Who is banned has nothing in hand, takes nothing and submits nothing; what is approved stays theirs. */
  function banned(was: Take | undefined, one: Take) {
    if (!one.is_banned) return
    expect(IN_HAND, `BAN: A${one.id} of person ${one.user_id}, who is banned`).not.toContain(one.status)
    if (was?.is_banned) expect(one.submission, `BAN: A${one.id} was submitted`).toBe(was.submission)
    if (!was || was.is_banned) return
    if (IN_HAND.includes(was.status)) seen.add('banned at work')
    if (OWED.includes(was.status)) {
      seen.add('banned and owed')
      expect(one.status, `BAN: A${one.id} was approved`).toBe(was.status)
    }
  }

  function moved(was: Take, one: Take) {
    const dispute = one.status === 'review' && was.status === 'expired' && one.disputed
    if (OVER.includes(was.status) && !dispute) expect(one.status, `I8: A${one.id} was ${was.status}`).toBe(was.status)
    if (one.status === 'expired' && !one.disputed) {
      expect(FROZEN, `I16: A${one.id} ran out while it was ${was.status}`).not.toContain(was.status)
    }
    if (one.status !== 'approved') return
    if (one.verified_by === 'github') {
      const merged = one.self_merged ? 'self-merged' : 'merged'
      expect(github.states.get(one.pr_number ?? 0), `I7: A${one.id} is approved by GitHub`).toBe(merged)
      if (one.self_merged) {
        seen.add('merged by its author')
        expect(one.allow_self_merge, `I7: A${one.id} was merged by its author`).toBe(true)
      }
      expect(1000 + authorOf(one.pr_number ?? 0), `I7: A${one.id} is approved by GitHub`).toBe(one.github_id)
    } else {
      expect(one.verified_by, `I7: A${one.id}`).toMatch(/^person \d+$/)
      expect(one.verified_by, `I7: A${one.id} is approved by its claimant`).not.toBe(`person ${one.user_id}`)
    }
  }

  async function slots(takes: readonly Take[]) {
    const tasks = await desk.rows<TaskRow>(
      `select t.*, coalesce((select cents from bounty.balances where account = 'held:' || t.id), 0)::bigint as held from bounty.tasks t`,
    )
    for (const { id, taken, slots: most, status, reward_cents, held } of tasks) {
      const own = takes.filter((one) => one.task_id === id)
      const live = own.filter(isLive).length
      expect(live, `I5: takes of #${id}`).toBeLessThanOrEqual(most)
      expect(taken, `I5: #${id} counts its takes`).toBe(live)
      const owed = own.filter((one) => OWED.includes(one.status)).length
      expect(held, `I4: held for #${id}`).toBe(status === 'closed' ? 0 : reward_cents * (most - owed))
    }
  }

  async function end() {
    const wrong = await desk.rows(
      `select p.id from bounty.payments p join bounty.assignments a on a.id = p.assignment_id join bounty.tasks t on t.id = a.task_id
       where p.amount_cents <> t.reward_cents or p.user_id <> a.user_id or a.verified_by is null`,
    )
    expect(wrong, 'I13: a payment is the reward of its task, to its claimant').toEqual([])
    const unseen = await desk.rows(
      `select p.id from bounty.payments p join bounty.assignments a on a.id = p.assignment_id
       where a.verified_by = 'github' and a.self_merged and (p.approvals_needed = 0 or p.status in ('ready', 'not_configured'))
         and not exists (select from bounty.payment_approvals by where by.payment_id = p.id)`,
    )
    expect(unseen, 'I7: nobody is paid for what they merged themselves before an admin has looked').toEqual([])
    const { result } = await desk.act(now(), (ctx) => reconcile(ctx, 'entries'))
    expect(result.drifts, 'I4: ledger, tasks and payments say the same').toEqual([])
  }

  return { watch, end, seen }
}

const isLive = ({ status }: Take) => !GIVEN_BACK.includes(status)

function onlyOne(what: string, all: readonly string[]) {
  expect(
    all.filter((one, index) => all.indexOf(one) !== index),
    what,
  ).toEqual([])
}
