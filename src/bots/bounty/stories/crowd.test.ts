import { expect, test } from 'vitest'
import { minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Citizen, linked, opened } from './scene.ts'

const held = (sql: string) => `select coalesce(sum(cents), 0)::bigint as cents from bounty.balances where ${sql}`

test('twenty people want three slots: three takes, and what is held is three rewards to the cent', async () => {
  const { world } = await opened({ slots: 3, reward: '33.33' })
  const people: Citizen[] = []
  for (let n = 0; n < 20; n += 1) people.push(world.person(`P${n}`))
  await Promise.all(people.map((person) => person.says('/start')))
  await world.database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, github_created_at)
     select id, 1000 + id, 'user-' || id, $1, timestamptz '2012-01-01' from posthouse.people`,
    [world.now],
  )
  await Promise.all(people.map((person) => person.says('/take #1')))
  const screens = people.map((person) => person.screen().at(-1) ?? '')
  expect(screens.filter((line) => line.startsWith('Yours: #1'))).toHaveLength(3)
  expect(await rowsOf(world, 'select taken, slots from bounty.tasks')).toEqual([{ taken: 3, slots: 3 }])
  expect(
    await rowsOf(world, 'select count(*) as takes, count(distinct user_id) as people from bounty.assignments'),
  ).toEqual([{ takes: 3, people: 3 }])
  expect(await rowsOf(world, held("account = 'held:1'"))).toEqual([{ cents: 3 * 33_33 }])
  expect(await rowsOf(world, held("account like 'payable:%' or account = 'in_flight'"))).toEqual([{ cents: 0 }])
})

test('fifty presses of Approve, each an update of its own: one payment, one credit, one reward less is held', async () => {
  const { world, ada } = await opened({ slots: 3 })
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  await ann.says('/submit A1 https://github.com/PyGithub/PyGithub/pull/2078')
  await ada.says('/queue')
  await ada.presses('Review A1')
  const before = await rowsOf<{ n: number }>(world, 'select count(distinct update_id) as n from posthouse.inbox')
  await ada.pressesAtOnce('Approve', 50)
  await world.passes(minutes(1))
  const after = await rowsOf<{ n: number }>(world, 'select count(distinct update_id) as n from posthouse.inbox')
  expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBeGreaterThanOrEqual(50)
  expect(await rowsOf(world, 'select status, seq from bounty.payments')).toEqual([{ status: 'paid', seq: 1 }])
  expect(world.payouts.payments.map(({ amount_cents, repeats }) => [amount_cents, repeats])).toEqual([[100_00, 0]])
  expect(await rowsOf(world, held("account = 'held:1'"))).toEqual([{ cents: 2 * 100_00 }])
  expect(ann.screen().filter((line) => line.includes('Paid 100.00 USD'))).toHaveLength(1)
})
