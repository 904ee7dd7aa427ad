import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import bounty from './bot.ts'
import { funder } from './stories/scene.ts'
import { putAside } from './stories/staged.ts'

/** Answers that GitHub once gave, where they are at hand; the same cases stand as facts in `rules.test.ts` and `github.test.ts`. */
const recorded = new URL('../../../../shared/data/github/', import.meta.url)
const recording = (file: string) => JSON.parse(readFileSync(new URL(`${file}.json`, recorded), 'utf8'))

test.runIf(existsSync(recorded)).each([
  ['merged_by_other_fork', 'paid', null],
  ['merged_by_author_upstream', 'review', 'SELF_MERGED'],
  ['merged_own_fork', 'review', 'SELF_MERGED'],
  ['closed_unmerged_apache', 'review', 'CLOSED_UNMERGED'],
  ['open_fork_none', 'waiting_merge', 'NOT_MERGED_YET'],
  ['draft', 'waiting_merge', 'DRAFT'],
])('the recorded answer %s, served over HTTP, leads to %s %s', async (file, status, reason) => {
  const answer = recording(file)
  const { base, user, number, created_at } = answer.body
  const world = await town(bounty, { at: created_at })
  world.github.serve([answer])
  const ann = world.person('Ann')
  await ann.says('/start')
  await world.database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, github_created_at) values (1, $1, $2, $3, '2012-01-01')`,
    [user.id, user.login, world.now],
  )
  await world.database.query(
    `insert into bounty.tasks (title, text, status, reward_cents, slots, repo_id, repo_name, branches, hours, created_by, created_at, published_at)
     values ('T', 'T', 'open', 10000, 1, $1, $2, $3, 24, 1, $4, $4)`,
    [base.repo.id, base.repo.full_name, base.repo.default_branch, world.now],
  )
  await putAside(world, 1, 10_000)
  await ann.says('/take #1')
  await ann.says(`/submit ${base.repo.full_name}#${number}`)
  expect(await rowsOf(world, 'select status, reason from bounty.assignments')).toEqual([{ status, reason }])
  expect(world.payouts.payments).toHaveLength(status === 'paid' ? 1 : 0)
})

test.runIf(existsSync(recorded)).each([
  ['ratelimit_403', 'GitHub is not answering. Nothing to do on your side.'],
  ['repo_404', 'wrong link or private repo. I will try twice more.'],
])('the recorded answer %s is asked again, never a refusal', async (file, sentence) => {
  const { status, headers, body } = recording(file)
  const world = await town(bounty, { githubDates: 'fresh' })
  const ada = await funder(world)
  await ada.says('/newtask')
  for (const answer of ['Support reviews', 'Write the tests too.', 'PyGithub/PyGithub', '-', '100.00', '1', '5'])
    await ada.says(answer)
  await ada.presses('Publish')
  const ann = world.person('Ann')
  await ann.says('/link allevin')
  await ann.says('/take #1')
  world.github.answerNext({ status, headers: Object.fromEntries(headers), body })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees(sentence)
  await world.passes(minutes(10))
  ann.sees('Paid 100.00 USD')
})

test.runIf(existsSync(recorded))('the recorded 301 of a renamed repository leads to its id', async () => {
  const moved = recording('repo_301')
  const world = await town(bounty)
  world.github.serve([
    moved,
    {
      method: 'GET',
      path: '/repositories/112116543',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: {
        id: 112116543,
        full_name: 'protoncoin/renamed',
        html_url: 'https://github.com/protoncoin/renamed',
        default_branch: 'master',
        private: false,
        archived: false,
      },
    },
  ])
  const ada = await funder(world)
  await ada.says('/newtask')
  for (const answer of ['Support reviews', 'Write the tests too.', 'protoncoin/protoncoin', '-', '100.00', '1', '5'])
    await ada.says(answer)
  expect(await rowsOf(world, 'select repo_id, repo_name, branches from bounty.tasks')).toEqual([
    { repo_id: 112116543, repo_name: 'protoncoin/renamed', branches: 'master' },
  ])
})
