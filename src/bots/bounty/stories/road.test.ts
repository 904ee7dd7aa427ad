import { expect, test } from 'vitest'
import { days, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { idOf, linked, opened } from './scene.ts'

test('Ann takes a task, submits her merged pull request and is paid, once', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/tasks')
  ann.sees('#1 Support reviews — 100.00 USD · PyGithub/PyGithub · 1/1 free · 5 days')
  await ann.presses('Take #1')
  ann.sees('Yours: #1 Support reviews — as A1, for 5 days.')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/538')
  ann.sees('A1 · PyGithub/PyGithub#538\nApproved. 100.00 USD is on its way to you.')
  ann.sees(/^Paid 100\.00 USD\. Id sim_po_/)
  expect(world.payouts.payments.map(({ body, idempotency_key }) => [body, idempotency_key])).toEqual([
    [`{"user_id":${await idOf(world, ann)},"assignment_id":1,"amount_cents":10000}`, 'bnty-test-a1-p1'],
  ])
  await world.passes(days(2))
  expect(world.payouts.requests).toHaveLength(1)
  await ann.says('/my')
  ann.sees('A1 #1 Support reviews — paid')
  await ada.says('/task #1')
  ada.sees('State: closed')
})

test('everything that was done is counted, logged and in the audit log', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take 1')
  expect((await world.metrics.scrape()).text).toMatch(/^active_assignments 1$/m)
  await ann.says('/submit https://github.com/PyGithub/PyGithub/pull/538')
  const { text } = await world.metrics.scrape()
  for (const line of ['assignments_submitted_total 1', 'assignments_approved_total 1', 'active_assignments 0']) {
    expect(text).toMatch(new RegExp(`^${line}$`, 'm'))
  }
  expect(text).toMatch(/^verification_duration_seconds_count 1$/m)
  const audited = await rowsOf<{ action: string }>(world, 'select action from posthouse.audit order by id')
  const actions = audited.map(({ action }) => action)
  for (const action of [
    'task_published',
    'github_linked',
    'assignment_taken',
    'assignment_submitted',
    'assignment_approved',
    'payment_sending',
    'payment_paid',
  ]) {
    expect(actions).toContain(action)
    expect(world.logged.some(({ event }) => event === action)).toBe(true)
  }
})

test('a restart between any two steps loses nothing', async () => {
  const { world } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  await world.restarts()
  await ann.says('/take #1')
  await world.restarts()
  await ann.says('/submit')
  await world.restarts()
  world.github.answerNext({ status: 502 })
  await ann.says('https://github.com/PyGithub/PyGithub/pull/538')
  await world.restarts()
  world.payouts.fault({ kind: 'drop-after' })
  await world.passes(minutes(2))
  await world.restarts()
  await world.passes(minutes(10))
  expect(world.payouts.payments).toHaveLength(1)
  expect(await rowsOf(world, 'select status from bounty.payments')).toEqual([{ status: 'paid' }])
})
