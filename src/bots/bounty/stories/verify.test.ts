import { expect, test } from 'vitest'
import { hours, minutes } from '#platform/bot.ts'
import { asked, draft, linked, opened } from './scene.ts'

test('a pull request that is still open is watched until its maintainer merges it', async () => {
  const { world } = await opened({ at: '2019-07-15T11:50:00Z' })
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/take #1')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/1171')
  ann.sees('Not merged yet. I keep checking; your deadline is paused. Next check: 11:51 UTC.')
  expect(ann.news).toBe(1)
  await world.passes(hours(5))
  expect(asked(world, '/pulls/1171').map(({ at }) => at.slice(11, 16))).toEqual([
    '11:50',
    '11:51',
    '11:56',
    '12:11',
    '13:11',
  ])
  expect(world.github.merge('PyGithub/PyGithub', 1171)).toBe(true)
  await world.passes(hours(3))
  ann.sees('Paid 100.00 USD')
})

test('a check asked for by hand is made now, but not twice a minute', async () => {
  const { world } = await opened({ at: '2019-07-15T11:50:00Z' })
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/take #1')
  await ann.says('/submit PyGithub/PyGithub#1171')
  await world.passes(minutes(30))
  const before = asked(world, '/pulls/1171').length
  world.github.merge('PyGithub/PyGithub', 1171)
  await ann.says('/check A1')
  ann.sees('Approved.')
  expect(asked(world, '/pulls/1171')).toHaveLength(before + 1)
  await ann.says('/check A1')
  ann.sees('There is no pull request of A1 to check')
})

test.each([
  ['jacquev6', 'https://github.com/PyGithub/PyGithub/pull/538', 'The PR’s author is allevin; you linked jacquev6.'],
  [
    'MarcoFalke',
    'https://github.com/MarcoFalke/PyGithub/pull/2',
    'The PR is in MarcoFalke/PyGithub; the task is in PyGithub/PyGithub. A fork does not count.',
  ],
  ['jacquev6', 'https://github.com/PyGithub/PyGithub/pull/31', '; “master” is required.'],
  ['jacquev6', 'https://github.com/PyGithub/PyGithub/pull/3370', 'A bot opened this PR; it is not payable.'],
])('%s submits %s and reads which field failed and what to do', async (login, url, sentence) => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', login)
  await ann.says('/take #1')
  await ann.says(`/submit A1 ${url}`)
  ann.sees(sentence)
  ann.sees(/Submit|submit/)
  expect(ann.news).toBe(1)
  await ann.says('/my')
  ann.sees('A1 #1 Support reviews — in work')
  expect(world.payouts.requests).toEqual([])
})

test('one pull request is paid once, also for two tasks of the same person', async () => {
  const { world, ada } = await opened()
  await draft(ada, { title: 'Another' })
  await ada.presses('Publish')
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take 2')
  ann.sees('Yours: #2 Another — as A2')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await ann.says('/submit A2 PyGithub/PyGithub#538')
  ann.sees('This PR is already used for another task.')
  expect(world.payouts.payments).toHaveLength(1)
})

test('GitHub that limits, fails or shows pages is never held against the person', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.github.answerNext({
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
    body: { message: 'API rate limit exceeded' },
  })
  world.github.answerNext({
    status: 403,
    headers: { 'retry-after': '60' },
    body: { message: 'You have triggered an abuse detection mechanism' },
  })
  world.github.answerNext({ status: 502, body: '<html>Unicorn!</html>', times: 3 })
  world.github.answerNext({ status: 200, body: '<html>maintenance</html>' })
  world.github.answerNext({ status: 401, body: { message: 'Bad credentials' } })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('GitHub is not answering. Nothing to do on your side. Next check: 09:00 UTC.')
  expect(ann.news).toBe(1)
  await world.passes(hours(2))
  ann.sees('Paid 100.00 USD')
  ann.seesNot('cannot see')
  expect(asked(world, '/pulls/538')).toHaveLength(8)
})

test('after a day of silence a person looks', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.github.answerNext({ status: 503, body: '<html>', times: 1000 })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(hours(25))
  ann.sees('GitHub did not answer for a day — a person must review.')
  await ada.says('/queue')
  ada.sees('For a person to review: 1')
})

test('"not found" is asked three times over ten minutes before it is a refusal', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#99999')
  ann.sees('wrong link or private repo. I will try twice more.')
  await world.passes(minutes(9))
  ann.seesNot('I have tried three times')
  await world.passes(minutes(2))
  ann.sees(
    'I cannot see that PR: wrong link or private repo. I have tried three times. Check the link and submit again.',
  )
  expect(asked(world, '/pulls/99999')).toHaveLength(3)
})

test('silence before does not count as "not found"', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  world.github.answerNext({ status: 503, headers: { 'retry-after': '1' }, times: 1 })
  world.github.answerNext({ status: 403, headers: { 'retry-after': '1200' }, times: 1 })
  await ann.says('/submit A1 PyGithub/PyGithub#99999')
  await world.passes(minutes(22))
  ann.sees('I will try twice more')
  await world.passes(minutes(10))
  ann.sees('I have tried three times')
})

test('a wrong link is corrected by sending the right one; the old check changes nothing', async () => {
  const { world } = await opened({ at: '2019-07-15T11:50:00Z' })
  const ann = await linked(world, 'Ann', 'Ferada')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#99999')
  await ann.says('/submit A1 PyGithub/PyGithub#1171')
  ann.sees('Not merged yet.')
  await world.passes(hours(1))
  ann.seesNot('cannot see')
  await ann.says('/my')
  ann.sees('waiting for merge · PR PyGithub/PyGithub#1171')
})
