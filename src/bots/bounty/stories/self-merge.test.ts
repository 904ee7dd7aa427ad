import { expect, test } from 'vitest'
import { days, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { begun, draft, funder, linked } from './scene.ts'

/** Ada's task lets the author of a pull request merge it. */
async function lenient(reward = '10.00', slots = 1) {
  const world = await begun()
  const ada = await funder(world)
  await draft(ada, { reward, slots })
  ada.sees('merged by somebody else than its author')
  await ada.presses('Self-merge: no')
  ada.sees('merged by anybody, its author too')
  await ada.presses('Publish')
  return { world, ada }
}

test('where a task lets its author merge, GitHub’s word is enough and one admin looks before it is paid, however small', async () => {
  const { world, ada } = await lenient()
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/tasks')
  await ann.presses('Details #1')
  ann.sees('You may merge the pull request yourself; an admin then looks before it is paid.')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  ann.sees('Approved.')
  ada.sees('Payment P1 (A1, 10.00 USD) waits for your approval.')
  await world.passes(days(1))
  expect(world.payouts.requests).toEqual([])
  await ada.says('/pay P1 approve')
  ada.sees('You made the task, which lets its author merge: another admin must agree.')
  const ben = world.person('Ben', { superadmin: true })
  await ben.says('/pay P1')
  ben.sees('Its author merged it, as the task allows: an admin who did not make the task has to agree.')
  await ben.pressesAtOnce('Approve', 5)
  await world.passes(minutes(1))
  ann.sees('Paid 10.00 USD')
  expect(world.payouts.payments).toHaveLength(1)
})

test('in such a task work that somebody else merged is paid as everywhere, and the payee never agrees to their own', async () => {
  const { world, ada } = await lenient('10.00', 2)
  const bob = await linked(world, 'Bob', 'allevin')
  await bob.says('/take #1')
  await bob.says('/submit A1 PyGithub/PyGithub#538')
  bob.sees('Paid 10.00 USD')
  const eve = world.person('Eve', { superadmin: true })
  await eve.says('/link s-t-e-v-e-n-k')
  await eve.says('/take #1')
  await eve.says('/submit A2 PyGithub/PyGithub#2078')
  eve.sees('Approved.')
  await eve.says('/pay P2 approve')
  eve.sees('That is your own money; another admin must decide.')
  await ada.says('/audit #1')
  ada.sees('self-merge allowed')
})

test('shares of such work want the same admin', async () => {
  const { world, ada } = await lenient()
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await linked(world, 'Bob', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  await ada.says('/split A1 60 40 @allevin')
  await ada.presses('Yes, divide it')
  await ada.says('/pay P3 approve')
  ada.sees('You made the task, which lets its author merge: another admin must agree.')
  await world.passes(days(1))
  expect(world.payouts.requests).toEqual([])
  const ben = world.person('Ben', { superadmin: true })
  for (const ref of ['P2', 'P3']) await ben.says(`/pay ${ref} approve`)
  expect(world.payouts.payments.map(({ amount_cents }) => amount_cents).toSorted()).toEqual([400, 600])
})

test('it is settled with the draft, once for each press, and by admins only', async () => {
  const world = await begun()
  const ada = await funder(world)
  await draft(ada, {})
  await ada.says('/task #1 selfmerge on')
  ada.sees('merged by anybody')
  await ada.says('/task 1 SELFMERGE on')
  await ada.presses('Self-merge: yes')
  ada.sees('merged by somebody else than its author')
  await ada.says('/task #1 selfmerge maybe')
  ada.sees('Format: /task #17')
  await ada.says('/task #1')
  await ada.presses('Publish')
  await ada.says('/task #1 selfmerge on')
  ada.sees('open')
  await ada.says('/task #9 selfmerge on')
  ada.sees('#9')
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/task #1 selfmerge on')
  ann.sees('I do not know that command. /help')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  ann.sees('You merged it yourself — a person must review.')
  const settled = await rowsOf<{ action: string }>(
    world,
    "select action from posthouse.audit where action like 'task_self_merge%' order by id",
  )
  expect(settled.map(({ action }) => action)).toEqual(['task_self_merge_allowed', 'task_self_merge_refused'])
})
