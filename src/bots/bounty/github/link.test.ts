import { expect, test } from 'vitest'
import { minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { readPlace } from '../dialogs/new-task.ts'
import { funder } from '../stories/scene.ts'

const PYGITHUB = 3544490
const ISSUE = { number: 42, repoId: PYGITHUB }

test('a pull request that closes the task’s issue is paid', async () => {
  const { world, ann } = await opened()
  world.github.closes('PyGithub/PyGithub', 538, [{ number: 7, repoId: PYGITHUB }, ISSUE])
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Paid 100.00 USD')
  expect(questions(world)).toBe(1)
})

test('one that does not is looked at by a person, or refused where the task requires it', async () => {
  const { world, ann, ada } = await opened()
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('GitHub does not show that this PR closes the task’s issue — a person must review.')
  ada.sees('GitHub does not show that the PR closes the task’s issue.')
  expect(world.payouts.requests).toEqual([])

  const strict = await opened({ presses: 1 })
  await strict.ann.says('/submit A1 PyGithub/PyGithub#538')
  strict.ann.sees('GitHub does not count this PR as one that closes issue #42.')
  strict.ann.sees('and submit again.')
  strict.world.github.closes('PyGithub/PyGithub', 538, [ISSUE])
  await strict.ann.says('/submit A1 PyGithub/PyGithub#538')
  strict.ann.sees('Paid 100.00 USD')
})

test('the same number in another repository is another issue', async () => {
  const { world, ann } = await opened()
  world.github.closes('PyGithub/PyGithub', 538, [{ number: 42, repoId: 5 }])
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('a person must review')
})

test('a task that does not ask for the link has nothing asked', async () => {
  const { world, ann } = await opened({ presses: 2 })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Paid 100.00 USD')
  expect(questions(world)).toBe(0)
})

test('GraphQL that limits, fails or shows errors is waited for; a person without a token of ours is not blamed', async () => {
  const { world, ann } = await opened({ presses: 1 })
  world.github.closes('PyGithub/PyGithub', 538, [ISSUE])
  const path = '/graphql'
  world.github.answerNext({ path, status: 502, body: '<html>Unicorn!</html>' })
  world.github.answerNext({
    path,
    status: 200,
    body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit' }] },
  })
  world.github.answerNext({ path, status: 200, body: { data: null, errors: [{ message: 'Something went wrong' }] } })
  world.github.answerNext({ path, status: 200, body: { data: { repository: { pullRequest: null } } } })
  world.github.answerNext({ path, status: 404, body: {} })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('GitHub is not answering. Nothing to do on your side.')
  await world.passes(minutes(90))
  ann.sees('Paid 100.00 USD')
  ann.seesNot('does not count')

  const anonymous = await opened({ presses: 1, token: false })
  await anonymous.ann.says('/submit A1 PyGithub/PyGithub#538')
  anonymous.ann.sees('GitHub does not show that this PR closes the task’s issue — a person must review.')
  expect(questions(anonymous.world)).toBe(0)
})

test('the issue is written behind the repository, in words people paste', () => {
  expect(
    ['o/n', 'o/n#42', ' https://github.com/o/n/issues/42/ ', 'https://github.com/o/n', 'o/n#0042'].map(readPlace),
  ).toEqual(['o/n', 'o/n#42', 'o/n#42', 'o/n', 'o/n#42'])
  for (const wrong of ['o/n#0', 'o/n#-1', 'o/n#4294967296', 'o/n#', 'o/n#4#5', 'o/n/issues/', '#42', 'o/n#４２']) {
    expect(() => readPlace(wrong), wrong).toThrow()
  }
})

test('both sides read what the task asks for, in their language', async () => {
  const { world, ann, ada } = await opened({ slots: 2 })
  await ada.says('/task #1')
  ada.sees('Issue: #42 · a PR that does not close it goes to a person')
  ada.sees('Lines changed, at least: 1 · merged by somebody else than its author')
  const taras = world.person('Taras', { language: 'uk' })
  await taras.says('/tasks')
  await taras.presses('Докладно #1')
  taras.sees('Pull request має закрити issue #42: напишіть «Closes #42» в описі.')
  await ann.says('/tasks')
  await ann.presses('Details #1')
  ann.sees('The pull request has to close issue #42: write “Closes #42” in its description.')
  expect(await rowsOf(world, 'select issue_number, link_rule from bounty.tasks')).toEqual([
    { issue_number: 42, link_rule: 'wanted' },
  ])
})

test('the rule is settled with the draft: its old button changes nothing afterwards', async () => {
  const { world, ada } = await opened({ cards: 2 })
  await ada.presses('Other link rule')
  ada.sees('That does not fit the task as it is now: open.')
  expect(await rowsOf(world, 'select link_rule from bounty.tasks')).toEqual([{ link_rule: 'wanted' }])
})

/** A task for issue 42 of PyGithub, after Ada has pressed for another link rule so often; Ann, who is allevin, has taken it. */
async function opened({ cards = 1, presses = 0, token = true, slots = 1 } = {}) {
  const world = await town(bounty, { githubDates: 'fresh', settings: token ? { GITHUB_TOKEN: 'sesame' } : {} })
  const ada = await funder(world)
  await ada.says('/newtask')
  for (const answer of ['Support reviews', 'Tests too.', 'PyGithub/PyGithub#42', '-', '100.00', String(slots), '5']) {
    await ada.says(answer)
  }
  for (let n = 0; n < presses; n += 1) await ada.presses('Other link rule')
  for (let n = 1; n < cards; n += 1) await ada.says('/task #1')
  await ada.presses('Publish')
  const ann = world.person('Ann')
  await ann.says('/link allevin')
  await ann.says('/take #1')
  return { world, ada, ann }
}

const questions = (world: Town) => world.github.requests.filter(({ path }) => path === '/graphql').length
