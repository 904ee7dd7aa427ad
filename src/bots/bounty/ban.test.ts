import { expect, test, vi } from 'vitest'
import { days, hours } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import type { Town } from '#testing/town.ts'
import { type Citizen, everything, idOf, linked, opened } from './stories/scene.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

const statuses = async (world: Town, table: 'assignments' | 'payments') =>
  (await rowsOf<{ status: string }>(world, `select status from bounty.${table} order by id`)).map(
    ({ status }) => status,
  )

async function makeAdmin(world: Town, person: Citizen) {
  await person.says('/start')
  await world.database.query(
    `insert into posthouse.roles (person_id, bot, role, granted_at) values ($1, 'bounty', 'admin', $2)`,
    [await idOf(world, person), world.now],
  )
  await world.restarts()
}

test('a ban is asked about, ends what is in hand, and is told with its reason; what is approved stays owed until it is over', async () => {
  const { world, ada } = await opened({ slots: 5, settings: { COOLING_HOURS: '24' } })
  const ann = await linked(world, 'Ann', 'allevin')
  const id = await idOf(world, ann)
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  await world.database.query("update bounty.tasks set title = 'Retries' where id = 1")
  await ada.says('/newtask')
  for (const answer of ['Docs', 'Write.', 'PyGithub/PyGithub', '-', '100.00', '1', '5']) await ada.says(answer)
  await ada.presses('Publish')
  await ann.says('/take #2')
  const before = await everything(world)
  await ada.says('/ban A1 copied the work of others')
  ada.sees(`Ban Ann (id ${id}, GitHub allevin)? They will read the reason: copied the work of others.`)
  ada.sees('In their hands, and given to others at once: A2.')
  ada.sees('Approved, stays owed and waits until they are unbanned: A1.')
  await ada.presses('No')
  expect(await everything(world)).toEqual(before)
  await ada.says(`/ban ${id} copied the work of others`)
  await ada.pressesAtOnce('Yes, ban them', 10)
  ada.sees('Ann is banned.')
  ann.sees('You can no longer take, submit or dispute tasks here. The reason: copied the work of others.')
  expect(await statuses(world, 'assignments')).toEqual(['approved', 'cancelled'])
  await ada.says('/tasks')
  ada.sees('#2 Docs — 100.00 USD · PyGithub/PyGithub · 1/1 free')

  for (const said of ['/take 1', '/take #2']) {
    await ann.says(said)
    ann.sees('You cannot do that: you are banned here. The reason: copied the work of others.')
  }
  await world.passes(days(3))
  expect(world.payouts.requests).toEqual([])
  expect(await statuses(world, 'payments')).toEqual(['blocked_payee'])
  expect(ann.screen().filter((line) => line.includes('nothing is paid to you while you are banned'))).toHaveLength(1)
  await ann.says('/my')
  ann.sees('approved, payment waits for the payee: the person is banned')
  await ada.says('/queue')
  ada.sees(/P1 A1 · 100\.00 USD · payment waits for the payee: the person is banned/)
  await ada.says(`/ban ${id} again`)
  ada.sees(`Person ${id} is banned already.`)

  await ada.says(`/unban ${id}`)
  ann.sees('You are no longer banned')
  ann.sees('Nothing holds your 100.00 USD for A1 back any more.')
  ann.sees('Paid 100.00 USD')
  await ada.says(`/unban ${id}`)
  ada.sees(`Person ${id} is not banned.`)
  await ann.says('/take #2')
  ann.sees('Yours: #2')
  const audit = await rowsOf(world, "select action from posthouse.audit where action like 'person_%' order by id")
  expect(audit).toEqual([{ action: 'person_banned' }, { action: 'person_unbanned' }])
  await ada.says('/reconcile')
  ada.sees('right to the cent')
})

test('who is banned cannot submit or dispute, and is not told of free tasks', async () => {
  const { world, ada } = await opened({ slots: 2 })
  const ann = await linked(world, 'Ann', 's-t-e-v-e-n-k')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Reject')
  await ada.says('not what was asked for')
  await world.database.query('insert into bounty.bans values ($1, $2, $3, $4)', [
    await idOf(world, ann),
    'Spam.',
    await idOf(world, ada),
    world.now,
  ])
  for (const said of ['/submit A1 PyGithub/PyGithub#538', '/submit A1', '/dispute A1 it is good', '/take #1']) {
    await ann.says(said)
    ann.sees('you are banned here. The reason: Spam.')
  }
  expect(await rowsOf(world, 'select * from bounty.disputes')).toEqual([])
})

test('nobody bans themselves, a superadmin, or an equal; whoever is banned does not unban themselves', async () => {
  const { world, ada } = await opened()
  const [ben, eve] = [world.person('Ben', { username: 'benben' }), world.person('Eve')]
  await makeAdmin(world, ben)
  await makeAdmin(world, eve)
  const refused: [Citizen, string, string][] = [
    [ben, `/ban ${await idOf(world, ben)} x`, 'Not yourself'],
    [ben, `/ban ${await idOf(world, ada)} x`, 'That is an admin'],
    [ben, `/ban ${await idOf(world, eve)} x`, 'That is an admin'],
    [ada, `/ban ${await idOf(world, ada)} x`, 'Not yourself'],
    [ada, '/ban 999 x', 'I know nobody by that name or number.'],
    [ada, '/ban @nobody x', 'I know nobody by that name or number.'],
    [ada, '/ban A999 x', 'There is no assignment A999.'],
    [ada, '/ban @benben', 'Format: /ban'],
  ]
  for (const [who, said, answer] of refused) {
    await who.says(said)
    who.sees(answer)
  }
  const zoe = world.person('Zoe', { superadmin: true })
  await zoe.says('/start')
  await ada.says(`/ban ${await idOf(world, zoe)} x`)
  ada.sees('That is an admin')
  expect(await rowsOf(world, 'select * from bounty.bans')).toEqual([])
  await ada.says('/ban @BenBen left the team')
  await ada.presses('Yes, ban them')
  await ben.says(`/unban ${await idOf(world, ben)}`)
  ben.sees('Not yourself')
  expect(await rowsOf(world, 'select * from bounty.bans')).toHaveLength(1)
})

test('a name that is one person on Telegram and another on GitHub bans neither', async () => {
  const { world, ada } = await opened()
  const ann = await linked(world, 'Ann', 'allevin')
  const bob = world.person('Bob', { username: 'Allevin' })
  await bob.says('/start')
  await ada.says('/ban @allevin spam')
  ada.sees(`“@allevin” can be id ${await idOf(world, bob)} (Telegram) or id ${await idOf(world, ann)} (GitHub).`)
})

test('a payment whose payee is not linked any more waits in sight of both, and goes out when they are', async () => {
  const { world, ada } = await opened({ settings: { COOLING_HOURS: '24' } })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.database.query('delete from bounty.github_accounts')
  await world.passes(days(2))
  ann.sees('Your 100.00 USD for A1 are approved and stay yours, but no GitHub account of yours is linked any more.')
  ada.sees('Payment P1 (A1, 100.00 USD) waits for its payee: no GitHub account is linked.')
  expect(ada.screen().filter((line) => line.includes('waits for its payee'))).toHaveLength(1)
  expect(world.payouts.requests).toEqual([])
  await ada.says('/pay P1')
  ada.sees('payment waits for the payee: no GitHub account is linked')
  await ann.says('/link allevin')
  ann.sees('Nothing holds your 100.00 USD for A1 back any more.')
  ann.sees('Paid 100.00 USD')
  expect(world.payouts.payments).toHaveLength(1)
})

test('a payment whose payee’s account is not proven any more waits, and goes out by itself when it is', async () => {
  const { world, ada } = await opened({ settings: { LINK_UNPROVEN: 'no', COOLING_HOURS: '24' } })
  const ann = world.person('Ann')
  await ann.says('/start')
  await world.database.query(
    `insert into bounty.github_accounts (person_id, github_id, login, linked_at, proof, proven_at, github_created_at) values ($1, 13543471, 'allevin', $2, 'gist', $2, '2015-01-01')`,
    [await idOf(world, ann), new Date(world.now.getTime() - days(9))],
  )
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  await world.database.query("update bounty.github_accounts set proof = 'stated', proven_at = null")
  await world.passes(days(2))
  ann.sees('your GitHub account is not proven. Prove it, and they go out: /link')
  ada.sees('waits for its payee: the GitHub account is not proven.')
  expect(world.payouts.requests).toEqual([])
  await world.database.query("update bounty.github_accounts set proof = 'gist', proven_at = $1", [
    new Date(world.now.getTime() - days(2)),
  ])
  await world.passes(hours(1))
  ann.sees('Paid 100.00 USD')
})

test('a payment that waits for its payee can be cancelled', async () => {
  const { world, ada } = await opened({ settings: { COOLING_HOURS: '24' } })
  const ann = await linked(world, 'Ann', 'allevin')
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  await world.database.query('delete from bounty.github_accounts')
  await world.passes(days(2))
  await ada.says('/pay P1 void')
  await ada.presses('Yes, cancel it')
  ann.sees('The payment for A1 was cancelled')
  await ada.says('/reconcile')
  ada.sees('right to the cent')
})
