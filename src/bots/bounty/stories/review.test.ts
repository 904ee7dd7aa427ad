import { expect, test } from 'vitest'
import { minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { idOf, linked, opened } from './scene.ts'

test('an admin looks at what no rule decides: approves, and it is paid', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/2078')
  ann.sees('You merged it yourself — a person must review.')
  await world.passes(minutes(5))
  await ada.says('/queue')
  ada.sees(/For a person to review: 1\nA1 #1 · PyGithub\/PyGithub#2078 · 5 minutes ago\n {3}The author merged the PR\./)
  await ada.presses('Review A1')
  ada.sees('GitHub s-t-e-v-e-n-k')
  expect(ada.screen().at(-1)).not.toContain('a second admin')
  await ada.pressesAtOnce('Approve', 5)
  await world.passes(minutes(1))
  expect(world.payouts.payments).toHaveLength(1)
  expect(await rowsOf(world, 'select verified_by from bounty.assignments')).toEqual([
    { verified_by: `person ${await idOf(world, ada)}` },
  ])
})

test('an admin rejects with a reason, and the person reads it and submits again', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/2078')
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Reject')
  ada.sees('Why is A1 rejected?')
  await ada.says('tests are <missing>')
  ada.sees('A1 is rejected')
  expect(ann.screen().join('\n')).toContain(
    'A person looked at it and says no: tests are <missing>. You may submit again.',
  )
  await ann.presses('Submit A1')
  ann.sees('Send the link of the pull request for A1')
  await ann.says('not a link')
  ann.sees('That is not a pull request link')
  await ann.says('https://github.com/PyGithub/PyGithub/pull/2078')
  ann.sees('You merged it yourself')
})

test('nobody approves their own work', async () => {
  const { world, ada } = await opened()
  await ada.says('/link s-t-e-v-e-n-k')
  await ada.says('/take #1')
  await ada.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/2078')
  await ada.presses('Review A1')
  await ada.presses('Approve')
  ada.sees('That is your own work; another admin must decide.')
  expect(world.payouts.requests).toEqual([])
})
