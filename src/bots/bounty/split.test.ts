import { expect, test, vi } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import type { Town } from '#testing/town.ts'
import { everything, idOf, linked, opened } from './stories/scene.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

/** Ann's A1 is approved and its payment P1 waits; Bob has linked his account. */
async function waiting({ reward = '400.00', slots = 1 } = {}) {
  const { world, ada } = await opened({ reward, slots })
  const ann = await linked(world, 'Ann', 'allevin')
  const bob = await linked(world, 'Bob', 'jacquev6')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  return { world, ada, ann, bob }
}

test('a reward is divided between two: each is paid their share once, under a key of its own, and every cent is there', async () => {
  const { world, ada, ann, bob } = await waiting()
  const [first, second] = [await idOf(world, ann), await idOf(world, bob)]
  const before = await everything(world)
  await ada.says('/split A1 60 40 @JacquEV6')
  ada.sees(
    `Divide the reward of A1 (#1, 400.00 USD)?\n240.00 USD — id ${first} (GitHub allevin)\n160.00 USD — id ${second} (GitHub jacquev6)`,
  )
  expect(await everything(world)).toEqual(before)
  await ada.pressesAtOnce('Yes, divide it', 20)
  ann.sees('The reward of #1 is divided. Your share for A1: 240.00 USD.')
  bob.sees('You have a share of #1, for the work of A1: 160.00 USD. It is your A2')
  ann.sees('Paid 240.00 USD')
  bob.sees('Paid 160.00 USD')
  expect(sent(world)).toEqual([
    ['bnty-test-a1-p2', first, 24_000],
    ['bnty-test-a2-p1', second, 16_000],
  ])
  expect(await balances(world)).toMatchObject({ 'held:1': 0, in_flight: 0, paid_out: 40_000 })
  expect(await statuses(world)).toEqual(['voided', 'paid', 'paid'])
  await isRight(world, ada)
  await bob.says('/receipt A2')
  bob.sees('160.00 USD')
  await ada.says('/audit A1')
  ada.sees('reward divided')
  await ada.says('/split A1 60 40 @jacquev6')
  ada.sees('A1 is a share already')
})

test('what waits for a review is approved and divided at once, also by amounts and between three', async () => {
  const { world, ada } = await opened({ reward: '100.01' })
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  const bob = await linked(world, 'Bob', 'jacquev6')
  const cat = await linked(world, 'Cat', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  ann.sees('a person must review')
  await ada.says('/split A1 50.01 30 20 jacquev6 allevin')
  await ada.presses('Yes, divide it')
  for (const [person, amount] of [
    [ann, '50.01'],
    [bob, '30.00'],
    [cat, '20.00'],
  ] as const)
    person.sees(`Paid ${amount} USD`)
  ada.seesNot('waits for your approval')
  expect(sent(world).map(([, , cents]) => cents)).toEqual([5001, 3000, 2000])
  await isRight(world, ada)
})

test('shares of a large reward need the approvals of the whole, and nobody who has one gives them', async () => {
  const { world, ada, bob } = await waiting({ reward: '600.00' })
  const [ben, eve] = [world.person('Ben', { superadmin: true }), world.person('Eve', { superadmin: true })]
  await ben.says('/split A1 50 50 @jacquev6')
  await ben.presses('Yes, divide it')
  ben.sees('A1 300.00 USD — P2, payment waits for a second admin')
  ben.sees('A2 300.00 USD — P3, payment waits for a second admin')
  for (const ref of ['P2', 'P3']) {
    await ben.says(`/pay ${ref} approve`)
    ben.sees('You have agreed already')
    await ada.says(`/pay ${ref} approve`)
    ada.sees('You made the task. For this amount two others must agree.')
  }
  await world.database.query(
    `insert into posthouse.roles (person_id, bot, role, granted_at) values ($1, 'bounty', 'admin', $2)`,
    [await idOf(world, bob), world.now],
  )
  await world.restarts()
  await bob.says('/pay P2 approve')
  bob.sees('That is your own money')
  await world.passes(days(1))
  expect(world.payouts.requests).toEqual([])
  await eve.says('/pay P2 approve')
  await eve.says('/pay P3 approve')
  expect(sent(world).map(([, , cents]) => cents)).toEqual([30_000, 30_000])
  await isRight(world, ada)
})

test('a share that is cancelled goes back to the budget when the others are paid; slot and pull request stay theirs', async () => {
  const { world, ada, ann, bob } = await waiting({ reward: '600.00', slots: 2 })
  const ben = world.person('Ben', { superadmin: true })
  await ben.says('/split A1 60 40 @jacquev6')
  await ben.presses('Yes, divide it')
  await ada.says('/pay P2 void')
  await ada.presses('Yes, cancel it')
  ann.sees('The payment for A1 was cancelled by an admin.')
  expect(await balances(world)).toMatchObject({ 'held:1': 96_000, [`payable:${await idOf(world, bob)}`]: 24_000 })
  await isRight(world, ada)
  await ann.says('/tasks')
  ann.sees('1/2 free')
  await ann.says('/take #1')
  await ann.says('/submit A3 PyGithub/PyGithub#538')
  ann.sees('This PR is already used for another task.')
  await ann.says('/drop A3')
  await ada.says('/task #1')
  await ada.presses('Close')
  await ada.presses('Yes, close it')
  const eve = world.person('Eve', { superadmin: true })
  await eve.says('/pay P3 approve')
  bob.sees('Paid 240.00 USD')
  expect(await balances(world)).toMatchObject({
    'held:1': 0,
    'budget:available': 10_000_000 - 24_000,
    paid_out: 24_000,
  })
  await isRight(world, ada)
})

test('when all shares are cancelled the slot is free again, once', async () => {
  const { world, ada, ann } = await waiting({ reward: '600.00' })
  const ben = world.person('Ben', { superadmin: true })
  await ben.says('/split A1 60 40 @jacquev6')
  await ben.presses('Yes, divide it')
  for (const ref of ['P2', 'P3']) {
    await ada.says(`/pay ${ref} void`)
    await ada.presses('Yes, cancel it')
  }
  expect(await balances(world)).toMatchObject({ 'held:1': 60_000 })
  await ann.says('/tasks')
  ann.sees('1/1 free')
  await isRight(world, ada)
})

test('a take of the same task becomes the share, and its slot is free; one that is submitted does not', async () => {
  const { world, ada, ann, bob } = await waiting({ slots: 3 })
  await bob.says('/take #1')
  await ada.says('/split A1 60 40 A2')
  await ada.presses('Yes, divide it')
  bob.sees('It is your A2')
  bob.sees('Paid 160.00 USD')
  await ann.says('/tasks')
  ann.sees('2/3 free')
  await isRight(world, ada)
})

test('who cannot be given a share is named with the reason, and nothing changes', async () => {
  const { world, ada, bob } = await waiting({ slots: 3 })
  await bob.says('/take #1')
  world.github.answerNext({ status: 503, headers: {}, body: '' })
  await bob.says('/submit A2 PyGithub/PyGithub#9001')
  const before = await everything(world)
  const refused: [string, string][] = [
    ['A1 60 40 octocat', 'Nobody here has linked the GitHub account “octocat”.'],
    ['A1 60 40 <b>', 'Nobody here has linked the GitHub account “<b>”.'],
    ['A1 60 40 A999', 'There is no assignment A999.'],
    ['A1 60 40 allevin', '“allevin” has a share already.'],
    ['A1 50 25 25 jacquev6 A2', '“A2” has a share already.'],
    ['A1 60 40 jacquev6', '“jacquev6” has A2 for the same task (being checked); one task pays a person once.'],
    ['A1 60 30 jacquev6', 'Those shares are 90.00 together. They have to be 100 per cent, or 400.00 USD.'],
    ['A1 60 40', '2 shares need 1 more names'],
    ['A1 0 100 jacquev6', 'less than a cent'],
    ['A999 60 40 jacquev6', 'There is no assignment A999.'],
  ]
  for (const [said, answer] of refused) {
    await ada.says(`/split ${said}`)
    ada.sees(answer)
  }
  expect(await everything(world)).toEqual(before)
  await bob.says('/drop A2')
  await bob.presses('Yes, give it back')
  await ada.says('/split A1 60 40 @jacquev6')
  await ada.says('/ban @jacquev6 spam')
  await ada.presses('Yes, ban them')
  await ada.says('/split A1 60 40 @jacquev6')
  ada.sees('“@jacquev6” cannot be paid: the person is banned.')
  await ada.presses('Yes, divide it')
  ada.sees('cannot be paid: the person is banned.')
  expect(await statuses(world)).toEqual(['created'])
})

test('a share waits as long as the whole would have, and whoever made the task does not count for a large sum', async () => {
  const { world, ada } = await opened({
    reward: '600.00',
    settings: { COOLING_FREE_MOST: '400.00', COOLING_HOURS: '48' },
  })
  const ann = await linked(world, 'Ann', 'allevin')
  const bob = await linked(world, 'Bob', 'jacquev6')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.passes(days(1))
  await ada.says('/split A1 50 50 @jacquev6')
  await ada.presses('Yes, divide it')
  ada.sees('A1 300.00 USD — P2, payment waits for an admin’s approval')
  for (const name of ['Ben', 'Eve']) {
    const admin = world.person(name, { superadmin: true })
    for (const ref of ['P2', 'P3']) await admin.says(`/pay ${ref} approve`)
  }
  await world.passes(hours(23))
  expect(world.payouts.requests).toEqual([])
  await world.passes(hours(1))
  bob.sees('Paid 300.00 USD')
  await isRight(world, ada)
})

test('a share that did not arrive is paid again only when as many agree as to the whole', async () => {
  const { world, ada } = await waiting({ reward: '600.00' })
  const [ben, eve] = [world.person('Ben', { superadmin: true }), world.person('Eve', { superadmin: true })]
  await ben.says('/split A1 50 50 @jacquev6')
  await ben.presses('Yes, divide it')
  world.payouts.fault({ kind: '422', times: 1 })
  await eve.says('/pay P2 approve')
  await world.passes(minutes(30))
  expect(await statuses(world)).toEqual(['voided', 'failed', 'needs_2nd'])
  await ada.says('/pay P2 again')
  ada.sees('P4 for A1 (#1): 300.00 USD — payment waits for an admin’s approval')
  ada.sees('Approvals: 0 of 2')
  await ada.says('/reconcile')
  ada.sees('The ledger is right to the cent.')
})

test('nobody divides their own reward, or gives themselves a share', async () => {
  const { world } = await waiting()
  const ben = await linked(world, 'Ben', 's-t-e-v-e-n-k')
  const makeAdmin = async (name: string) => {
    await world.database.query(
      `insert into posthouse.roles (person_id, bot, role, granted_at) values ($1, 'bounty', 'admin', $2)`,
      [await idOf(world, world.person(name)), world.now],
    )
  }
  await makeAdmin('Ben')
  await makeAdmin('Ann')
  await world.restarts()
  await ben.says('/split A1 60 40 @s-t-e-v-e-n-k')
  ben.sees('That is your own money; another admin must decide.')
  await world.person('Ann').says('/split A1 60 40 @jacquev6')
  expect(world.person('Ann').screen().at(-1)).toBe('That is your own money; another admin must decide.')
  expect(await rowsOf(world, 'select * from bounty.questions')).toEqual([])
})

test('the database itself refuses shares that do not sum to the reward', async () => {
  const { world, ada } = await waiting({ reward: '600.00' })
  await ada.says('/split A1 60 40 @jacquev6')
  await ada.presses('Yes, divide it')
  for (const sql of [
    'update bounty.assignments set share_cents = share_cents - 1 where id = 2',
    'update bounty.assignments set share_cents = 60000 where id = 1',
  ]) {
    await expect(world.database.query(sql), sql).rejects.toThrow('do not sum to the reward')
  }
})

/** By key: shares leave side by side. */
const sent = (world: Town) =>
  world.payouts.payments
    .map((one) => [String(one.idempotency_key), one.user_id, one.amount_cents] as const)
    .toSorted(([one], [other]) => one.localeCompare(other))

const statuses = async (world: Town) =>
  (await rowsOf<{ status: string }>(world, 'select status from bounty.payments order by id')).map(
    ({ status }) => status,
  )

async function balances(world: Town): Promise<Record<string, number>> {
  const rows = await rowsOf<{ account: string; cents: number }>(world, 'select account, cents from bounty.balances')
  return Object.fromEntries(rows.map(({ account, cents }) => [account, cents]))
}

async function isRight(world: Town, ada: Awaited<ReturnType<typeof waiting>>['ada']) {
  await ada.says('/reconcile')
  ada.sees('The ledger is right to the cent.')
  expect(world.logged.filter(({ level }) => level === 'error')).toEqual([])
}
