import fc from 'fast-check'
import { expect, test } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from './bot.ts'
import { leaseStep, mostHeld, oneMoreReject, submitAgainAt, thawed } from './leases.ts'
import { funder } from './stories/scene.ts'
import { linkEverybody, openTask } from './stories/staged.ts'

type Citizen = ReturnType<Town['person']>

test('a deadline is reminded of twice, then the slot is for others, and they are told', async () => {
  const { world, people } = await begun(['Ann', 'Ben'])
  await openTask(world)
  const [ann, ben] = people as [Citizen, Citizen]
  await ann.says('/take #1')
  await ben.says('/take #1')
  ben.sees('#1 was just taken. Tell you when some appear?')
  await ben.pressesAtOnce('Tell me', 3)
  ben.sees('I will tell you when a task is free.')
  await world.passes(hours(60) + minutes(1))
  expect(saidOf(ann, 'A1 (#1 Support reviews): 2 days left, until')).toBe(1)
  await world.restarts()
  await world.passes(hours(47))
  expect(saidOf(ann, 'left, until')).toBe(1)
  await world.passes(hours(2))
  expect(saidOf(ann, 'left, until')).toBe(2)
  expect(saidOf(ann, '12 hours left, until')).toBe(1)
  await world.passes(hours(12))
  expect(saidOf(ann, 'The time for A1 is over; #1 is free for others.')).toBe(1)
  expect(saidOf(ben, 'A task is free:')).toBe(1)
  await ben.says('/inbox')
  ben.sees('1 unread of 1')
  await ben.presses(/A task is free/)
  await ben.presses('Take #1')
  ben.sees('Yours: #1')
  await world.passes(days(4))
  expect(saidOf(ann, 'left, until')).toBe(2)
})

test('whoever let the time run out leaves that task to others for a week, by command, by button and by number', async () => {
  const { world, people } = await begun(['Ann'])
  await openTask(world)
  const [ann] = people as [Citizen]
  await ann.says('/take #1')
  await world.passes(days(5) + minutes(1))
  for (const act of [() => ann.says('/take #1'), () => ann.presses('Take #1')]) {
    await ann.says('/tasks')
    await act()
    ann.sees('Your time for #1 ran out lately, so it is for others now.')
  }
  await ann.says('/take 1')
  ann.sees('No open tasks.')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('A1 is not one of yours.')
  await world.passes(days(7))
  await ann.says('/take #1')
  ann.sees('Yours: #1')
})

test('while a submission waits the time stands still, and what was left is still left', async () => {
  const { world, people } = await begun(['Ann'], 's-t-e-v-e-n-k')
  await openTask(world)
  const [ann] = people as [Citizen]
  await ann.says('/take #1')
  await world.passes(days(4))
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  ann.sees('a person must review')
  await ann.says('/my')
  ann.sees('time stands still, 1 day left')
  await world.passes(days(10))
  expect(await statusOf(world, 1)).toBe('review')
  const ada = await funder(world)
  await ada.says('/queue')
  await ada.presses('Review A1')
  await ada.presses('Reject')
  await ada.says('no')
  expect(await statusOf(world, 1)).toBe('active')
  await world.passes(hours(23))
  expect(await statusOf(world, 1)).toBe('active')
  await world.passes(hours(2))
  expect(await statusOf(world, 1)).toBe('expired')
  expect(saidOf(ann, 'left, until')).toBe(2)
})

test('a rejection just before the deadline leaves a day', async () => {
  const { world, people } = await begun(['Ann'])
  await openTask(world, { hours: 10 })
  const [ann] = people as [Citizen]
  await ann.says('/take #1')
  await world.passes(hours(9.9))
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('The PR’s author is allevin')
  await world.passes(hours(23))
  expect(await statusOf(world, 1)).toBe('active')
  await world.passes(hours(1.2))
  expect(await statusOf(world, 1)).toBe('expired')
})

test('the sixth submission within a day has to wait', async () => {
  const { world, people } = await begun(['Ann'])
  await openTask(world)
  const [ann] = people as [Citizen]
  await ann.says('/take #1')
  for (let n = 0; n < 5; n += 1) {
    await ann.says('/submit A1 PyGithub/PyGithub#538')
    ann.sees('The PR’s author is allevin')
  }
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('5 submissions for A1 were turned down within a day.')
  expect(await statusOf(world, 1)).toBe('active')
  await world.passes(hours(24))
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('The PR’s author is allevin')
})

test('a task with a submitted pull request is given back only after a second word, once', async () => {
  const { world, people } = await begun(['Ann', 'Ben'], 's-t-e-v-e-n-k')
  await openTask(world, { slots: 2 })
  const [ann, ben] = people as [Citizen, Citizen]
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#2078')
  await ann.says('/drop A1')
  ann.sees('Give A1 back? Its pull request is submitted')
  expect(await statusOf(world, 1)).toBe('review')
  await ann.presses('No, keep it')
  expect(await statusOf(world, 1)).toBe('review')
  await ann.says('/drop A1')
  await ann.pressesAtOnce('Yes, give it back', 5)
  expect(await statusOf(world, 1)).toBe('dropped')
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 0 }])
  await ben.says('/drop A1')
  ben.sees('A1 is not one of yours.')
})

test('who waits is told in the order of asking, as many as there are slots, the next ones a little later', async () => {
  const { world, people } = await begun(['Ann', 'Ben', 'Cid'])
  const [ann, ben, cid] = people as [Citizen, Citizen, Citizen]
  for (const one of [cid, ann, ben]) {
    await one.says('/take 1')
    one.sees('No open tasks. Tell you when some appear?')
    await one.presses('Tell me')
    await world.passes(minutes(1))
  }
  const ada = await funder(world)
  await ada.says('/newtask')
  for (const answer of ['Title', 'Text', 'PyGithub/PyGithub', '-', '100.00', '1', '5']) await ada.says(answer)
  await ada.presses('Publish')
  const told = () => [ann, ben, cid].map((one) => saidOf(one, 'A task is free:'))
  expect(told()).toEqual([0, 0, 1])
  await world.passes(minutes(16))
  expect(told()).toEqual([1, 0, 1])
  await ann.presses('Take #1')
  await world.passes(days(1))
  expect(told()).toEqual([1, 0, 1])
  await ann.says('/drop A1')
  expect(told()).toEqual([1, 1, 1])
  await world.passes(days(1))
  expect(told()).toEqual([1, 1, 1])
})

test('an old button is answered with what became of it since', async () => {
  const { world, people } = await begun(['Ann', 'Ben'])
  await openTask(world)
  const [ann, ben] = people as [Citizen, Citizen]
  await ann.says('/take #1')
  await ann.says('/drop A1')
  for (const label of ['Submit A1', 'Drop A1']) {
    await ann.presses(label)
    ann.sees('That button is old. Current state: A1 — given back.')
  }
  await ben.says('/drop A1')
  ben.sees('A1 is not one of yours.')
})

test('twenty people for three slots: three takes', async () => {
  const { world, people } = await begun(Array.from({ length: 20 }, (_, n) => `P${n}`))
  await openTask(world, { slots: 3 })
  await Promise.all(people.map((one) => one.says('/take #1')))
  expect(await rowsOf(world, 'select taken from bounty.tasks')).toEqual([{ taken: 3 }])
  expect(await rowsOf(world, 'select id from bounty.assignments')).toHaveLength(3)
  const last = people.map((one) => one.screen().at(-1) ?? '')
  expect(last.filter((line) => line.startsWith('Yours: #1'))).toHaveLength(3)
  expect(last.filter((line) => line.startsWith('#1 was just taken.'))).toHaveLength(17)
})

test('more can be held after tasks were paid, up to what the operator allows', async () => {
  const { world, people } = await begun(['Ann'], undefined, { TAKES_MOST: '3' })
  for (let n = 0; n < 10; n += 1) await openTask(world)
  const [ann] = people as [Citizen]
  await ann.says('/take 3')
  ann.sees('“3” is not a number from 1 to 2.')
  await world.database.query(
    `insert into bounty.assignments (user_id, task_id, chat, status, taken_at, due_at)
     select (select min(id) from posthouse.people), n, 1, 'paid', $1, $1 from generate_series(1, 6) n`,
    [world.now],
  )
  await ann.says('/take 3')
  ann.sees('Yours: #9')
  await ann.says('/take #10')
  ann.sees('You hold 3 of 3.')
})

test('a take from before there were leases ends, too', async () => {
  const { world, people } = await begun(['Ann'])
  await openTask(world)
  const [ann] = people as [Citizen]
  await ann.says('/take #1')
  await world.database.query('delete from posthouse.jobs')
  await world.passes(days(6))
  expect(await statusOf(world, 1)).toBe('expired')
})

test('the rules of a lease, by themselves', () => {
  expect([0, 2, 3, 6, 9, 100].map((paid) => mostHeld(paid, 5))).toEqual([2, 2, 3, 4, 5, 5])
  expect(mostHeld(0, 1)).toBe(1)
  const at = fc.integer({ min: 0, max: 10_000_000 }).map((ms) => new Date(1_700_000_000_000 + ms * 1000))
  fc.assert(
    fc.property(
      at,
      at,
      fc.integer({ min: 1, max: 8760 }),
      fc.integer({ min: 0, max: 2 }),
      (now, due, length, nudged) => {
        const step = leaseStep({ due, length: hours(length), nudged }, now)
        expect(step.kind === 'expire').toBe(now >= due)
        if (step.kind === 'expire') return
        expect(step.next > now && step.next <= due).toBe(true)
        if (step.kind === 'nudge') expect(step.nudged).toBeGreaterThan(nudged)
      },
    ),
  )
  fc.assert(
    fc.property(at, at, at, (due, frozen, now) => {
      const left = due.getTime() - frozen.getTime()
      if (now >= frozen) expect(thawed(due, frozen, now).getTime() - now.getTime()).toBe(left)
    }),
  )
  const now = new Date(1_700_000_000_000)
  let counted = { rejects: 0, rejects_since: null as Date | null }
  for (let n = 0; n < 5; n += 1) counted = oneMoreReject(counted, now) as typeof counted
  expect(submitAgainAt(counted, now)).toEqual(new Date(now.getTime() + days(1)))
  expect(submitAgainAt(counted, new Date(now.getTime() + days(1)))).toBeUndefined()
})

type Step = readonly [what: number, who: number, which: number]
const DEEDS = 7
const SUBMITTED = [
  'PyGithub/PyGithub#538',
  'PyGithub/PyGithub#2078',
  'PyGithub/PyGithub#99999',
  'PyGithub/PyGithub#3370',
]

test('whatever people do and however long it takes: no more live takes than slots, than one per task, than a person may hold, and none ends while it waits', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(DEEDS - 1), fc.nat(2), fc.nat(5)), { minLength: 15, maxLength: 30 }),
      async (steps) => {
        const { world, people } = await begun(['Ann', 'Ben', 'Cid'], 'allevin')
        await openTask(world, { slots: 1, hours: 30 })
        await openTask(world, { slots: 2, hours: 60 })
        await openTask(world, { slots: 2, hours: 5 })
        try {
          for (const step of steps) {
            const before = await assignmentsOf(world)
            await does(world, people, step)
            await holds(world, before)
          }
        } finally {
          await world.close()
        }
      },
    ),
    { numRuns: Number(process.env.LEASE_RUNS ?? 3), endOnFailure: true },
  )
}, 600_000)

async function does(world: Town, people: readonly Citizen[], [what, who, which]: Step) {
  const person = people[who]!
  switch (what) {
    case 0:
      return person.says(`/take #${1 + (which % 3)}`)
    case 1:
      return person.says(`/take ${1 + (which % 2)}`)
    case 2:
      await person.says(`/drop A${1 + which}`)
      return person.screen().at(-1)?.includes('[Yes, give it back]') ? person.presses('Yes, give it back') : undefined
    case 3:
      return person.says(`/submit A${1 + which} ${SUBMITTED[which % SUBMITTED.length]}`)
    case 4:
      return world.passes(hours(1 + which * 7))
    case 5:
      return world.restarts()
    default:
      await Promise.all(people.map((one) => one.says(`/take #${1 + (which % 3)}`)))
  }
}

interface Row {
  id: number
  user_id: number
  task_id: number
  status: string
}

const LIVE = ['active', 'verifying', 'waiting_merge', 'review', 'approved', 'payable', 'held']
const FROZEN = ['verifying', 'waiting_merge', 'review']
const OVER = ['dropped', 'expired', 'paid', 'cancelled', 'rejected']

async function holds(world: Town, before: readonly Row[]) {
  const rows = await assignmentsOf(world)
  const tasks = await rowsOf<{ id: number; slots: number; taken: number }>(
    world,
    'select id, slots, taken from bounty.tasks',
  )
  const live = rows.filter(({ status }) => LIVE.includes(status))
  for (const { id, slots, taken } of tasks) {
    const holding = rows.filter((row) => row.task_id === id && (LIVE.includes(row.status) || row.status === 'paid'))
    expect(holding.length, `slots of #${id}`).toBe(taken)
    expect(taken).toBeLessThanOrEqual(slots)
  }
  expect(new Set(live.map((row) => `${row.task_id} ${row.user_id}`)).size, 'one per task and person').toBe(live.length)
  for (const { user_id } of rows) {
    const held = live.filter((row) => row.user_id === user_id && [...FROZEN, 'active'].includes(row.status)).length
    expect(held, `held by ${user_id}`).toBeLessThanOrEqual(2)
  }
  for (const was of before) {
    const is = rows.find(({ id }) => id === was.id)
    if (FROZEN.includes(was.status)) expect(is?.status, `A${was.id} was ${was.status}`).not.toBe('expired')
    if (OVER.includes(was.status)) expect(is?.status).toBe(was.status)
  }
  const accounts = await rowsOf<{ github_id: number }>(world, 'select github_id from bounty.github_accounts')
  expect(new Set(accounts.map(({ github_id }) => github_id)).size).toBe(accounts.length)
}

const assignmentsOf = (world: Town) =>
  rowsOf<Row>(world, 'select id, user_id, task_id, status from bounty.assignments order by id')

const statusOf = async (world: Town, id: number) =>
  (await rowsOf<Row>(world, 'select status from bounty.assignments where id = $1', [id]))[0]?.status

const saidOf = (person: Citizen, words: string) => person.screen().filter((line) => line.includes(words)).length

async function begun(names: readonly string[], first?: string, settings: Record<string, string> = {}) {
  const world = await town(bounty, { githubDates: 'fresh', settings })
  const people = names.map((name) => world.person(name))
  for (const person of people) await person.says('/start')
  await linkEverybody(world, first)
  return { world, people }
}
