import { expect, test } from 'vitest'
import { hours } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { funder } from '../stories/scene.ts'

test('a pull request under the old name of a renamed repository is the same by the repository’s id', async () => {
  const { world, ann } = await opened('jacquev6', 'topic/simulated-base')
  await ann.says('/submit A1 jacquev6/PyGithub#31')
  ann.sees('You merged it yourself — a person must review.')
  expect(await rowsOf(world, 'select reason, pr_name, pr_repo_id from bounty.assignments')).toEqual([
    { reason: 'SELF_MERGED', pr_name: 'PyGithub/PyGithub', pr_repo_id: 3544490 },
  ])
})

test('an old name that somebody else has taken meanwhile refuses nobody: a person looks', async () => {
  const { world, ann, ada } = await opened('Ferada', '-')
  await ann.says('/submit A1 PyGithub/PyGithub#1171')
  ann.sees('Not merged yet.')
  const path = '/repos/PyGithub/PyGithub/pulls/1171'
  const squatter = {
    number: 1171,
    state: 'open',
    merged: false,
    merged_at: null,
    created_at: '2026-01-01T00:00:00Z',
    user: null,
    head: { sha: 'x' },
    base: { ref: 'main', repo: { id: 5, full_name: 'PyGithub/PyGithub' } },
  }
  world.github.answerNext({ path, status: 200, body: squatter })
  await world.passes(hours(1))
  ann.sees('I can no longer see that PR — a person must review.')
  ann.seesNot('A fork does not count')
  ada.sees('A1 waits for a review')
  expect(await rowsOf(world, 'select status, reason from bounty.assignments')).toEqual([
    { status: 'review', reason: 'VANISHED' },
  ])
})

async function opened(login: string, branches: string) {
  const world = await town(bounty, { githubDates: 'fresh' })
  const ada = await funder(world)
  await ada.says('/newtask')
  for (const answer of ['T', 'Tests too.', 'PyGithub/PyGithub', branches, '10.00', '1', '5']) await ada.says(answer)
  await ada.presses('Publish')
  const ann = world.person('Ann')
  await ann.says(`/link ${login}`)
  await ann.says('/take #1')
  return { world, ann, ada }
}
