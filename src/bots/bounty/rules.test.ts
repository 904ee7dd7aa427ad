import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { type Pull, pullSchema } from './github/port.ts'
import { pauseBeforeResend } from './payments.ts'
import { pauseBeforeCheck, verdict } from './rules.ts'

// Facts of real pull requests, as GitHub's API told them; the ids of ome-documentation's row stand in for the real ones.
const PYGITHUB = { id: 3544490, full_name: 'PyGithub/PyGithub' }
const user = (login: string, id: number, type = 'User') => ({ login, id, type })

const pulls = {
  'PyGithub#538': merged(538, PYGITHUB, 'master', user('allevin', 13543471), user('jzelinskie', 343539), {
    created_at: '2017-03-20T21:00:37Z',
    merged_at: '2017-03-25T16:52:49Z',
  }),
  'ome-documentation#204': merged(
    204,
    { id: 5089811, full_name: 'openmicroscopy/ome-documentation' },
    'develop',
    user('atarkowska', 1),
    user('joshmoore', 2),
  ),
  'PyGithub#2078': merged(2078, PYGITHUB, 'master', user('s-t-e-v-e-n-k', 15225059), user('s-t-e-v-e-n-k', 15225059)),
  'PyGithub#3370': merged(3370, PYGITHUB, 'main', user('dependabot[bot]', 49699333, 'Bot'), user('EnricoMi', 44700269)),
  'PyGithub#31': merged(
    31,
    PYGITHUB,
    'topic/RewriteWithGeneratedCode',
    user('jacquev6', 327146),
    user('jacquev6', 327146),
  ),
  'MarcoFalke#2': merged(
    2,
    { id: 134421800, full_name: 'MarcoFalke/PyGithub' },
    'master',
    user('MarcoFalke', 6399679),
    user('MarcoFalke', 6399679),
  ),
  'austinsasko#21': merged(
    21,
    { id: 192951247, full_name: 'austinsasko/PyGithub' },
    'master',
    user('austinsasko', 14853640),
    user('austinsasko', 14853640),
  ),
  'MarcoFalke#1': open(1, { id: 134421800, full_name: 'MarcoFalke/PyGithub' }, 'master', user('MarcoFalke', 6399679), {
    state: 'closed',
  }),
  'brooklyn#465': open(
    465,
    { id: 47246081, full_name: 'apache/brooklyn-server' },
    'master',
    user('iyovcheva', 4160133),
    { state: 'closed', draft: undefined },
  ),
  'PyGithub#1171': open(1171, PYGITHUB, 'master', user('Ferada', 13713)),
  'didot#2': open(2, { id: 912699737, full_name: 'didot/PyGithub' }, 'main', user('didot', 1644708), { draft: true }),
  'OpenAPI example': open(1347, { id: 1296269, full_name: 'octocat/Hello-World' }, 'master', user('octocat', 1), {
    merged_at: '2011-01-26T19:01:12Z',
    merged_by: user('octocat', 1),
  }),
}

test.each([
  ['PyGithub#538', 'master', 'allevin 13543471', 'APPROVE'],
  ['PyGithub#538', 'master', 'jacquev6 327146', 'NOT_AUTHOR'],
  ['PyGithub#538', 'main', 'allevin 13543471', 'WRONG_BRANCH'],
  ['ome-documentation#204', 'develop', 'atarkowska 1', 'APPROVE'],
  ['ome-documentation#204', 'master', 'atarkowska 1', 'WRONG_BRANCH'],
  ['PyGithub#2078', 'master', 's-t-e-v-e-n-k 15225059', 'SELF_MERGED'],
  ['PyGithub#3370', 'main', 'allevin 13543471', 'BOT_AUTHOR'],
  ['PyGithub#3370', 'main', 'dependabot[bot] 49699333', 'BOT_AUTHOR'],
  ['PyGithub#31', 'master', 'jacquev6 327146', 'WRONG_BRANCH'],
  ['PyGithub#31', 'topic/RewriteWithGeneratedCode', 'jacquev6 327146', 'SELF_MERGED'],
  ['MarcoFalke#2', 'master', 'MarcoFalke 6399679', 'SELF_MERGED'],
  ['MarcoFalke#1', 'master', 'MarcoFalke 6399679', 'CLOSED_UNMERGED'],
  ['brooklyn#465', 'master', 'iyovcheva 4160133', 'CLOSED_UNMERGED'],
  ['PyGithub#1171', 'master', 'Ferada 13713', 'NOT_MERGED_YET'],
  ['didot#2', 'main', 'didot 1644708', 'DRAFT'],
  ['OpenAPI example', 'master', 'octocat 1', 'INCONSISTENT'],
] as const)('%s for a task in its repository, branch %s, claimed by %s: %s', (name, branch, account, outcome) => {
  expect(judged(pulls[name], { branches: [branch], account })).toBe(outcome)
})

test.each(['MarcoFalke#2', 'austinsasko#21', 'MarcoFalke#1'] as const)(
  '%s in a fork does not count for the original, whatever became of it',
  (name) => {
    const pull = pulls[name]
    const account = `${pull.user?.login} ${pull.user?.id}`
    expect(judged(pull, { repoId: PYGITHUB.id, account })).toBe('WRONG_REPO')
  },
)

test('a refusal says what was found and what is wanted', () => {
  expect(decide(pulls['PyGithub#538'], { account: 'jacquev6 327146' })).toMatchObject({
    got: 'allevin',
    want: 'jacquev6',
  })
  expect(decide(pulls['PyGithub#538'], { branches: ['main', 'dev'] })).toMatchObject({
    got: 'master',
    want: 'main, dev',
  })
})

test('a repository that was renamed is the same by its id', () => {
  const renamed = {
    ...pulls['PyGithub#538'],
    base: { ref: 'master', repo: { id: PYGITHUB.id, full_name: 'jacquev6/PyGithub' } },
  }
  expect(judged(renamed, {})).toBe('APPROVE')
})

test.each([
  ['taken four days after it was opened', '2017-03-24T12:00:00Z', '2017-01-01T00:00:00Z', 'PR_OLDER_THAN_TAKE'],
  ['taken within the hour after it was opened', '2017-03-20T21:59:00Z', '2017-01-01T00:00:00Z', 'APPROVE'],
  ['taken later than that', '2017-03-20T22:01:00Z', '2017-01-01T00:00:00Z', 'PR_OLDER_THAN_TAKE'],
  ['merged before the task was published', '2017-03-20T21:00:00Z', '2017-03-26T00:00:00Z', 'PR_OLDER_THAN_TAKE'],
])('a pull request %s', (_, takenAt, publishedAt, outcome) => {
  expect(judged(pulls['PyGithub#538'], { takenAt, publishedAt })).toBe(outcome)
})

const good = pulls['PyGithub#538']
test.each<[string, Partial<Pull>]>([
  ['open and merged', { state: 'open' }],
  ['merged without a time', { merged_at: null }],
  ['a state that GitHub does not have', { state: 'merged', merged_at: null }],
  ['closed, with a time but not merged', { merged: false }],
  ['closed, and nothing said about a merge', { merged: undefined, merged_at: null }],
  ['another number', { number: 539 }],
])('what contradicts itself goes to a person: %s', (_, change) => {
  expect(judged({ ...good, ...change }, { number: 538 })).toBe('INCONSISTENT')
})

test('nobody is paid for the work of a deleted account, nor when the merger is not known', () => {
  expect(judged({ ...good, user: null }, {})).toBe('GHOST_AUTHOR')
  expect(judged({ ...good, merged_by: null }, {})).toBe('UNKNOWN_MERGER')
})

test('an open draft into the wrong branch hears of the branch first', () => {
  expect(judged(pulls['didot#2'], { branches: ['release'], account: 'didot 1644708' })).toBe('WRONG_BRANCH')
})

test('a login that belongs to somebody else by now is not enough: the id decides', () => {
  expect(judged(good, { account: 'allevin 999' })).toBe('NOT_AUTHOR')
})

test('a waiting pull request is looked at after 1, 5, 15, 60 minutes and 6 hours, then twice a day', () => {
  const pauses: number[] = []
  for (let waited = 3_000; pauses.length < 7; waited += pauses.at(-1)!) pauses.push(pauseBeforeCheck(waited, 42))
  expect(pauses.slice(0, 5)).toEqual([minutes(1), minutes(5), minutes(15), minutes(60), hours(6)])
  for (const pause of pauses.slice(5)) expect(Math.abs(pause - hours(12))).toBeLessThanOrEqual(hours(1.2))
  expect(pauseBeforeCheck(days(80), 1)).not.toBe(pauseBeforeCheck(days(80), 2))
})

test('an unconfirmed payment is sent again after half a minute, then ever more rarely, at least once an hour', () => {
  expect(pauseBeforeResend(1, 7)).toBeGreaterThanOrEqual(24_000)
  expect(pauseBeforeResend(1, 7)).toBeLessThanOrEqual(36_000)
  expect(pauseBeforeResend(500, 7)).toBe(hours(1))
})

// The recorded answers themselves, where they are at hand.
const recorded = new URL('../../../../shared/data/github/', import.meta.url)
test.runIf(existsSync(recorded)).each([
  ['merged_by_other_fork', 'master', 'APPROVE'],
  ['merged_by_author_upstream', 'master', 'SELF_MERGED'],
  ['merged_own_fork', 'master', 'SELF_MERGED'],
  ['closed_unmerged_apache', 'master', 'CLOSED_UNMERGED'],
  ['open_fork_none', 'master', 'NOT_MERGED_YET'],
  ['draft', 'main', 'DRAFT'],
])('the recorded answer %s gives %s %s', (file, branch, outcome) => {
  const { body } = JSON.parse(readFileSync(new URL(`${file}.json`, recorded), 'utf8'))
  const pull = pullSchema.parse(body)
  expect(judged(pull, { branches: [branch], account: `${pull.user?.login} ${pull.user?.id}` })).toBe(outcome)
})

interface Claim {
  repoId?: number
  branches?: readonly string[]
  account?: string
  takenAt?: string
  publishedAt?: string
  number?: number
}

/** Taken when it was opened, in the pull request's own repository and branch, by its author: unless the claim says otherwise. */
function decide(pull: Pull, claim: Claim) {
  const [login = '', id = ''] = (claim.account ?? 'allevin 13543471').split(' ')
  const task = {
    repoId: claim.repoId ?? pull.base.repo.id,
    repoName: 'the/task',
    branches: claim.branches ?? [pull.base.ref],
    publishedAt: new Date(claim.publishedAt ?? '2001-01-01T00:00:00Z'),
  }
  const takenAt = new Date(claim.takenAt ?? pull.created_at)
  return verdict(pull, claim.number ?? pull.number, task, takenAt, { login, githubId: Number(id) })
}

function judged(pull: Pull, claim: Claim): string {
  const found = decide(pull, claim)
  return found.decision === 'APPROVE' ? 'APPROVE' : found.reason
}

type Base = { id: number; full_name: string }

function open(number: number, repo: Base, ref: string, author: Pull['user'], more: Partial<Pull> = {}): Pull {
  return {
    number,
    state: 'open',
    merged: false,
    merged_at: null,
    created_at: '2016-11-25T12:54:37Z',
    user: author,
    merged_by: null,
    draft: false,
    head: { sha: 'b6b127d732586df5dcf0444df73621f240ca4bb2' },
    base: { ref, repo },
    ...more,
  }
}

function merged(
  number: number,
  repo: Base,
  ref: string,
  author: Pull['user'],
  by: Pull['user'],
  more: Partial<Pull> = {},
) {
  return open(number, repo, ref, author, {
    state: 'closed',
    merged: true,
    merged_at: '2016-11-26T08:00:00Z',
    merged_by: by,
    ...more,
  })
}
