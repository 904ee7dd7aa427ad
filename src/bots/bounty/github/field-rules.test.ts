import { expect, test } from 'vitest'
import { type TaskFacts, verdict } from '../rules.ts'
import type { Closing, Pull } from './port.ts'

// PyGithub#538 as a task for issue 42 sees it.
const PULL: Pull = {
  number: 538,
  state: 'closed',
  merged: true,
  merged_at: '2017-03-25T16:52:49Z',
  created_at: '2017-03-20T21:00:37Z',
  merge_commit_sha: '2525515b094d7425f7018eb5b66171e21c5fbc10',
  additions: 372,
  deletions: 0,
  user: { login: 'allevin', id: 13543471, type: 'User' },
  merged_by: { login: 'jzelinskie', id: 343539, type: 'User' },
  head: { sha: 'b6b127d732586df5dcf0444df73621f240ca4bb2' },
  base: { ref: 'master', repo: { id: 3544490, full_name: 'PyGithub/PyGithub', default_branch: 'master' } },
}
const TASK: TaskFacts = {
  repoId: 3544490,
  repoName: 'PyGithub/PyGithub',
  branches: ['master'],
  publishedAt: new Date('2017-01-01T00:00:00Z'),
}
const RIGHT: Closing[] = [{ number: 42, repoId: 3544490 }]
const link = (rule: 'off' | 'wanted' | 'required') => ({ link: { rule, issue: 42 } })

function judged(pull: Partial<Pull>, task: Partial<TaskFacts> = {}, closing: Closing[] | null = null) {
  const account = { githubId: 13543471, login: 'allevin' }
  const found = verdict({ ...PULL, ...pull }, 538, { ...TASK, ...task }, new Date(PULL.created_at), account, closing)
  return found.decision === 'APPROVE' ? 'APPROVE' : `${found.decision} ${found.reason}`
}

test.each<[string, Partial<Pull>]>([
  ['an open one with a merger', { state: 'open', merged: false, merged_at: null }],
  ['merged before it was opened', { merged_at: '2017-03-20T21:00:36Z' }],
  ['merged as no commit', { merge_commit_sha: null }],
])('%s contradicts itself', (_, pull) => {
  expect(judged(pull)).toBe('MANUAL INCONSISTENT')
})

test.each<[Partial<Pull>, number, string]>([
  [{ additions: 372, deletions: 0 }, 372, 'APPROVE'],
  [{ additions: 372, deletions: 0 }, 373, 'MANUAL TOO_SMALL'],
  [{ additions: 0, deletions: 0 }, 1, 'MANUAL TOO_SMALL'],
  [{ additions: 0, deletions: 0 }, 0, 'APPROVE'],
  [{ additions: null, deletions: 5 }, 6, 'MANUAL TOO_SMALL'],
  [{ additions: null, deletions: undefined }, 1, 'APPROVE'],
  [{ additions: null, deletions: undefined }, 2, 'MANUAL TOO_SMALL'],
])('%j for a task of at least %i lines: %s', (pull, leastLines, outcome) => {
  expect(judged(pull, { leastLines })).toBe(outcome)
})

const other = { ...PULL.base, repo: { ...PULL.base.repo, default_branch: 'main' } }
test.each<[string, 'off' | 'wanted' | 'required', Closing[] | null, Partial<Pull>, string]>([
  ['closes it', 'required', RIGHT, {}, 'APPROVE'],
  ['closes it', 'wanted', RIGHT, {}, 'APPROVE'],
  ['closes it among others', 'required', [{ number: 1, repoId: 1 }, ...RIGHT], {}, 'APPROVE'],
  ['closes nothing', 'off', [], {}, 'APPROVE'],
  ['closes nothing', 'wanted', [], {}, 'MANUAL LINK_NOT_SEEN'],
  ['closes nothing', 'required', [], {}, 'REJECT NOT_LINKED'],
  ['closes an issue of that number elsewhere', 'required', [{ number: 42, repoId: 7 }], {}, 'REJECT NOT_LINKED'],
  ['closes another issue', 'required', [{ number: 43, repoId: 3544490 }], {}, 'REJECT NOT_LINKED'],
  ['goes where GitHub counts no closed issues', 'required', [], { base: other }, 'MANUAL LINK_NOT_SEEN'],
  ['is one of which GitHub tells us nothing', 'required', null, {}, 'MANUAL LINK_NOT_SEEN'],
])('a pull request that %s, where the link is %s', (_, rule, closing, pull, outcome) => {
  expect(judged(pull, link(rule), closing)).toBe(outcome)
})

test('the link is asked of good work only: whoever merged their own is told that first', () => {
  expect(judged({ merged_by: PULL.user }, link('required'), [])).toBe('MANUAL SELF_MERGED')
  expect(judged({ state: 'open', merged: false, merged_at: null, merged_by: null }, link('required'), [])).toBe(
    'WAIT NOT_MERGED_YET',
  )
})
