import { expect, test } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from './bot.ts'
import { funder } from './stories/scene.ts'
import { linkEverybody, openTask } from './stories/staged.ts'

type Citizen = ReturnType<Town['person']>

test('a rejection is disputed; who rejected cannot judge it, somebody else approves, and it is paid', async () => {
  const { world, ann, ada, bob } = await rejected()
  await ann.says('/dispute A1 the tests are in <the> other file')
  ann.sees('A1 is disputed. Its time and its money stand still; another pair of eyes looks at it by 2026-03-09')
  await ann.says('/my')
  ann.sees('a person is looking at it')
  for (const admin of [ada, bob]) expect(admin.screen().at(-1)).toContain('“the tests are in <the> other file”')
  await ada.presses('Review A1')
  ada.sees(/by somebody else than before: admin id \d+/)
  await ada.presses('Approve')
  ada.sees('You have decided about this before; another admin must judge the dispute.')
  await ada.presses('Review A1')
  await ada.presses('Reject')
  ada.sees('another admin must judge')
  await bob.presses('Review A1')
  await bob.pressesAtOnce('Approve', 3)
  expect(await outcomes(world)).toEqual(['upheld'])
  expect(world.payouts.payments).toHaveLength(1)
  const actions = await rowsOf<{ action: string }>(
    world,
    `select action from posthouse.audit where action like 'dispute%' order by id`,
  )
  expect(actions.map(({ action }) => action)).toEqual(['dispute_opened', 'dispute_settled'])
})

test('a dispute that is refused is final for that submission, and the time goes on', async () => {
  const { world, ann, bob } = await rejected()
  await ann.says('/my')
  await ann.presses('Dispute A1')
  ann.sees('What is wrong with the decision about A1?')
  await ann.says('look again')
  await ann.says('/dispute A1 again')
  ann.sees('A1 is disputed already; the answer comes by')
  await bob.presses('Review A1')
  await bob.presses('Reject')
  await bob.says('still no tests')
  expect(await outcomes(world)).toEqual(['refused'])
  expect(await statusOf(world)).toBe('active')
  await ann.says('/dispute A1 and again')
  ann.sees('The decision about A1 was disputed once, and that answer is final.')
  expect(await statusOf(world)).toBe('active')
})

test('the admins are reminded half way and on the day, not after it is decided', async () => {
  const { world, ann, bob } = await rejected()
  await ann.says('/dispute A1 look again')
  const told = () => bob.screen().filter((line) => line.includes('“look again”')).length
  await world.passes(days(3))
  expect(told()).toBe(1)
  await world.passes(days(1))
  expect(told()).toBe(2)
  await world.passes(days(4))
  expect(told()).toBe(3)
  await world.passes(days(3))
  expect(told()).toBe(3)
  expect(await statusOf(world)).toBe('review')
})

test('a take that ran out comes back into a free slot; an admin gives it back with a day, or not', async () => {
  const { world, ann, bob } = await begun()
  await ann.says('/take #1')
  await world.passes(days(5) + hours(1))
  expect(await statusOf(world)).toBe('expired')
  await ann.says('/dispute A1 I was ill')
  ann.sees('A1 is disputed.')
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 1 }])
  await bob.presses('Review A1')
  expect(bob.screen().at(-1)).not.toContain('[Approve]')
  await bob.presses('Give it back to them')
  expect(ann.screen().at(-1)).toContain('You are right about A1: it is yours again, until 2026-03-08')
  await world.passes(hours(23))
  expect(await statusOf(world)).toBe('active')
  await world.passes(hours(2))
  expect(await statusOf(world)).toBe('expired')
  await ann.says('/dispute A1 ill again')
  ann.sees('was disputed once')
  expect(await statusOf(world)).toBe('expired')
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 0 }])
})

test('no slot, no room, too late, not theirs, nothing decided: each is said, and nothing changes', async () => {
  const { world, ann, bob } = await begun()
  for (const [said, seen] of [
    ['/dispute', 'Format: /dispute A42'],
    ['/dispute x y', 'Format: /dispute A42'],
    ['/dispute A1 why', 'A1 is not one of yours.'],
    ['/dispute A99999999999 why', 'Format: /dispute A42'],
  ] as const) {
    await ann.says(said)
    ann.sees(seen)
  }
  await ann.says('/take #1')
  await ann.says('/dispute A1 why')
  ann.sees('There is no decision about A1 that can be disputed.')
  await world.passes(days(5) + hours(1))
  await bob.says('/dispute A1 mine')
  bob.sees('A1 is not one of yours.')
  await bob.says('/take #1')
  bob.sees('Yours: #1')
  await ann.says('/dispute A1 I was ill')
  ann.sees('A1 cannot come back now: somebody else has #1.')
  await bob.says('/drop A2')
  await openTask(world)
  await openTask(world)
  await ann.says('/take 2')
  await ann.says('/dispute A1 I was ill')
  ann.sees('You hold 2 of 2.')
  expect(await rowsOf(world, 'select * from bounty.disputes')).toEqual([])
  await world.database.query(`update bounty.assignments set ended_at = ended_at - interval '14 days' where id = 1`)
  await ann.says('/dispute A1 I was ill')
  ann.sees('A decision can be disputed for 14 days; for A1 that is over.')
  expect(await statusOf(world)).toBe('expired')
})

test('whoever gives the task back withdraws the dispute', async () => {
  const { world, ann, bob } = await rejected()
  await ann.says('/dispute A1 look again')
  await ann.says('/drop A1')
  await ann.presses('Yes, give it back')
  expect(await outcomes(world)).toEqual(['withdrawn'])
  await bob.presses('Review A1')
  bob.sees('A1 does not wait for a review any more.')
})

test('a hold is disputed; who holds cannot release, another admin does, and it is paid', async () => {
  const { world, ann, ada, bob } = await held()
  await ann.says('/dispute A1 it was not taken back')
  ann.sees('A1 is disputed.')
  await ada.says('/release A1')
  ada.sees('another admin must judge the dispute')
  expect(await outcomes(world)).toEqual([null])
  await bob.says('/release A1')
  expect(await outcomes(world)).toEqual(['upheld'])
  await world.passes(days(4))
  expect(await statusOf(world)).toBe('paid')
})

test('a disputed hold is judged by buttons: what it is about is shown, asked again, and released once', async () => {
  const { world, ann, ada, bob } = await held()
  await ann.says('/dispute A1 it was not <taken> back')
  await world.passes(days(4))
  for (const admin of [ada, bob]) expect(admin.screen().at(-1)).toContain('[Review A1]')
  await ada.presses('Review A1')
  ada.sees(/A1 for #1 [\s\S]*PR: PyGithub\/PyGithub#2078\nHeld back: 100\.00 USD\nWhy: a doubt Held by admin id \d+/)
  ada.sees('Disputed: “it was not <taken> back”')
  await ada.presses('Pay it')
  ada.sees('another admin must judge the dispute')
  await bob.presses('Review A1')
  await bob.presses('Pay it')
  bob.sees(/Pay 100\.00 USD to id \d+ \(GitHub s-t-e-v-e-n-k\) for A1 after all\?/)
  await bob.presses('No')
  bob.sees('Held back: 100.00 USD')
  expect(await statusOf(world)).toBe('held')
  await bob.presses('Pay it')
  await bob.pressesAtOnce('Yes, pay it', 5)
  ann.sees('The payment for A1 is no longer held back.')
  await world.passes(minutes(1))
  expect(await outcomes(world)).toEqual(['upheld'])
  expect(world.payouts.payments).toHaveLength(1)
  expect(await rowsOf(world, `select 1 from posthouse.audit where action = 'assignment_released'`)).toHaveLength(1)
  await ada.presses('Review A1')
  ada.sees('A1 is not held back any more: paid.')
})

test('a disputed hold ends in no payment only with words that the person reads, once', async () => {
  const { world, ann, ada, bob } = await held()
  await ann.says('/dispute A1 pay me')
  await ada.presses('Review A1')
  await ada.presses('Cancel the payment')
  ada.sees('another admin must judge the dispute')
  await bob.presses('Review A1')
  await bob.presses('Cancel the payment')
  bob.sees('Why is 100.00 USD for A1 not paid at all?')
  expect(await statusOf(world)).toBe('held')
  await bob.says('/cancel')
  expect(await statusOf(world)).toBe('held')
  await bob.presses('Cancel the payment')
  await bob.says('the branch is gone')
  ann.sees('The payment for A1 was cancelled by an admin: the branch is gone. The task is free for others.')
  expect(await statusOf(world)).toBe('cancelled')
  expect(await outcomes(world)).toEqual(['refused'])
  const voided = await rowsOf<{ detail: string }>(
    world,
    `select detail from posthouse.audit where action = 'payment_voided'`,
  )
  expect(voided.map(({ detail }) => JSON.parse(detail).why)).toEqual(['the branch is gone.'])
  await world.passes(days(5))
  expect(world.payouts.requests).toEqual([])
})

test('what is no longer held when the reason arrives is left as it is', async () => {
  const { world, ann, ada, bob } = await held()
  await ann.says('/dispute A1 pay me')
  await bob.presses('Review A1')
  await bob.presses('Cancel the payment')
  const eve = world.person('Eve', { superadmin: true })
  await eve.says('/release A1')
  await bob.says('too late')
  bob.sees('A1 is not held back any more: approved, to be paid.')
  expect(await outcomes(world)).toEqual(['upheld'])
  ada.seesNot('too late')
})

test('who is an admin no longer cannot decide by a button they still have', async () => {
  const { world, ann } = await held()
  const cat = world.person('Cat')
  await cat.says('/start')
  await world.database.query(
    `insert into posthouse.roles (person_id, bot, role, granted_at)
     select id, 'bounty', 'admin', $2 from posthouse.people where telegram_id = $1`,
    [cat.id, world.now],
  )
  await world.restarts()
  await ann.says('/dispute A1 pay me')
  await cat.presses('Review A1')
  await world.database.query('delete from posthouse.roles')
  await world.restarts()
  await cat.presses('Pay it')
  cat.seesNot('after all?')
  await cat.presses('Cancel the payment')
  cat.seesNot('not paid at all?')
  expect(await statusOf(world)).toBe('held')
})

test('a payment that is taken back ends the dispute about it; who held it cannot take it back', async () => {
  const { world, ann, ada, bob } = await held()
  await ann.says('/dispute A1 it was not taken back')
  await ada.says('/pay P1 void')
  ada.sees('another admin must judge the dispute')
  expect(await outcomes(world)).toEqual([null])
  await bob.says('/pay P1')
  await bob.presses('Cancel the payment')
  await bob.presses('Yes, cancel it')
  expect(await statusOf(world)).toBe('cancelled')
  expect(await outcomes(world)).toEqual(['refused'])
})

test('a pull request elsewhere that an admin approves counts as used there, and not as the one with its number in the task’s repository', async () => {
  const { world, ann, ada } = await begun()
  await ann.says('/take #1')
  await ann.says('/submit A1 MarcoFalke/PyGithub#2')
  ann.sees('A fork does not count')
  await ann.says('/dispute A1 it was merged there first')
  await ada.presses('Review A1')
  await ada.presses('Approve')
  const [claimed] = await rowsOf<{ repo: number; number: number }>(
    world,
    'select pr_repo_id as repo, pr_number as number from bounty.assignments where id = 1',
  )
  expect(claimed?.number).toBe(2)
  expect(claimed?.repo).toBeGreaterThan(0)
  expect(claimed?.repo).not.toBe(3_544_490)
})

test('the own dispute of an admin is judged by others', async () => {
  const { world, ada, bob } = await begun()
  await bob.says('/take #1')
  await bob.says('/submit A1 PyGithub/PyGithub#2078')
  await world.database.query(`update bounty.assignments set status = 'review', reason = 'SELF_MERGED'`)
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Reject')
  await ada.says('no')
  await bob.says('/dispute A1 yes')
  await bob.presses('Review A1')
  await bob.presses('Approve')
  bob.sees('That is your own work; another admin must decide.')
  expect(await outcomes(world)).toEqual([null])
})

const outcomes = async (world: Town) =>
  (await rowsOf<{ outcome: string | null }>(world, 'select outcome from bounty.disputes order by id')).map(
    ({ outcome }) => outcome,
  )

const statusOf = async (world: Town) =>
  (await rowsOf<{ status: string }>(world, 'select status from bounty.assignments where id = 1'))[0]?.status

async function begun(settings: Record<string, string> = {}) {
  const world = await town(bounty, { githubDates: 'fresh', settings })
  const ann = world.person('Ann')
  await ann.says('/start')
  const ada = await funder(world)
  const bob = world.person('Bob', { superadmin: true })
  for (const person of [ada, bob]) await person.says('/start')
  await linkEverybody(world, 's-t-e-v-e-n-k')
  await openTask(world)
  return { world, ann, ada, bob }
}

/** Ann's submission was looked at and rejected by Ada. */
async function rejected(): Promise<{ world: Town; ann: Citizen; ada: Citizen; bob: Citizen }> {
  const place = await begun()
  const { ann, ada } = place
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Reject')
  await ada.says('no tests')
  return place
}

/** Ann's approved work, held by Ada while it cools. */
async function held() {
  const place = await begun({ COOLING_FREE_MOST: '0.01', COOLING_HOURS: '72' })
  const { world, ann, ada } = place
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Approve')
  await ada.says('/hold A1 a doubt')
  expect(await statusOf(world)).toBe('held')
  return place
}
