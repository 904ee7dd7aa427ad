import { expect, test, vi } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { funder } from '../stories/scene.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

const MERGE = '2525515b094d7425f7018eb5b66171e21c5fbc10'
const REVERT = { repo: 'PyGithub/PyGithub', branch: 'master', sha: 'abc1234567890'.padEnd(40, '0') }

test('work that is taken back before it is paid is held; the person and the admins are told, and it is audited', async () => {
  const { world, ann, ada } = await approved()
  await world.passes(hours(4))
  expect(await states(world)).toEqual([{ status: 'approved', reason: null }])
  world.github.commit({ ...REVERT, message: `Revert "it"\n\nThis reverts commit ${MERGE}.` })
  await world.passes(hours(2))
  expect(await states(world)).toEqual([{ status: 'held', reason: 'HELD_REVERT' }])
  ada.sees('A1 is held: abc123456789 takes PyGithub/PyGithub#538 back.')
  ann.sees('Your change was taken back on GitHub, so the payment is held. A person looks at it.')
  const [row] = await rowsOf<{ detail: string }>(
    world,
    "select detail from posthouse.audit where action = 'assignment_held'",
  )
  expect(JSON.parse(row?.detail ?? '')).toEqual({ reason: 'HELD_REVERT', commit: REVERT.sha })
  const asked = looks(world)
  await world.passes(days(2))
  expect(looks(world)).toBe(asked)
  expect(ada.screen().filter((line) => line.includes('is held'))).toHaveLength(1)
})

test('a commit that carries an old date is found, too; other commits and other branches hold nothing', async () => {
  const { world } = await approved()
  await world.passes(hours(6))
  world.github.commit({ ...REVERT, branch: 'next', message: `This reverts commit ${MERGE}.` })
  world.github.commit({ ...REVERT, message: 'Revert "something else"' })
  await world.passes(hours(4))
  expect(await states(world)).toEqual([{ status: 'approved', reason: null }])
  const early = new Date(world.now.getTime() - hours(9)).toISOString().replace(/\.\d+Z$/, 'Z')
  world.github.commit({ ...REVERT, at: early, message: `This reverts commit ${MERGE}.` })
  await world.passes(hours(2))
  expect(await states(world)).toEqual([{ status: 'held', reason: 'HELD_REVERT' }])
})

test('GitHub that fails, limits or does not find the branch holds nothing and is asked again', async () => {
  const { world } = await approved()
  const path = '/repos/PyGithub/PyGithub/commits'
  world.github.answerNext({ path, status: 502, body: '<html>' })
  world.github.answerNext({ path, status: 403, headers: { 'retry-after': '60' }, body: { message: 'abuse detection' } })
  world.github.answerNext({ path, status: 404, body: { message: 'Not Found' } })
  await world.passes(hours(12))
  expect(await states(world)).toEqual([{ status: 'approved', reason: null }])
  expect(looks(world)).toBeGreaterThan(4)
  world.github.commit({ ...REVERT, message: `This reverts commit ${MERGE}.` })
  await world.passes(hours(2))
  expect(await states(world)).toEqual([{ status: 'held', reason: 'HELD_REVERT' }])
})

test('what is paid at once is looked at once, and not watched any more', async () => {
  const { world } = await approved({ isPaid: true })
  world.github.commit({ ...REVERT, message: `This reverts commit ${MERGE}.` })
  await world.passes(days(4))
  expect(await states(world)).toEqual([{ status: 'paid', reason: null }])
  expect(looks(world)).toBe(1)
})

test('a payment that has left is not called held: the admins hear of the revert, once', async () => {
  const { world, ann, ada } = await approved({ isCooling: false })
  world.github.commit({ ...REVERT, message: `This reverts commit ${MERGE}.` })
  await world.passes(hours(6))
  expect(await states(world)).toEqual([{ status: 'payable', reason: null }])
  ada.sees('A1: abc123456789 takes PyGithub/PyGithub#538 back, but its payment has left already.')
  ann.seesNot('the payment is held')
  expect(ada.screen().filter((line) => line.includes('has left already'))).toHaveLength(1)
})

test('a small payment does not leave when the work was taken back before it was submitted', async () => {
  const { world, ann } = await approved({ isPaid: true, isReverted: true })
  expect(await states(world)).toEqual([{ status: 'held', reason: 'HELD_REVERT' }])
  ann.sees('Your change was taken back on GitHub')
  await world.passes(days(3))
  expect(world.payouts.requests).toEqual([])
})

test('a revert in the last minutes of the cooling time holds the payment', async () => {
  const { world } = await approved({ isReceiverWell: true })
  await world.passes(hours(72) - minutes(15))
  world.github.commit({ ...REVERT, message: `This reverts commit ${MERGE}.` })
  await world.passes(hours(1))
  expect(await states(world)).toEqual([{ status: 'held', reason: 'HELD_REVERT' }])
  expect(world.payouts.requests).toEqual([])
})

test('who lets it go although it was taken back is not asked again; another revert is another matter', async () => {
  const { world, ada } = await approved({ isReceiverWell: true })
  world.github.commit({ ...REVERT, message: `This reverts commit ${MERGE}.` })
  await world.passes(hours(2))
  await ada.presses('Review A1')
  ada.sees(`Taken back by commit ${REVERT.sha}`)
  await ada.presses('Pay it')
  await ada.presses('Yes, pay it')
  await world.passes(hours(6))
  expect(await states(world)).toEqual([{ status: 'payable', reason: null }])
  world.github.commit({ ...REVERT, sha: 'd'.repeat(40), message: 'Reverts #538' })
  await world.passes(hours(66))
  expect(await states(world)).toEqual([{ status: 'held', reason: 'HELD_REVERT' }])
  await ada.says('/release A1')
  await world.passes(minutes(1))
  expect(await states(world)).toEqual([{ status: 'paid', reason: null }])
  expect(world.payouts.payments).toHaveLength(1)
})

test('while GitHub is away the payment waits; it leaves once, as soon as GitHub answers', async () => {
  const { world, ann } = await approved({ isPaid: true, away: { status: 502, body: '<html>' } })
  await world.passes(hours(20))
  expect(await states(world)).toEqual([{ status: 'payable', reason: null }])
  expect(world.payouts.requests).toEqual([])
  world.github.forgetPlans()
  await world.passes(hours(2))
  ann.sees('Paid 10.00 USD')
  expect(world.payouts.requests).toHaveLength(1)
})

test.each<[string, Away]>([
  ['down', { status: 502, body: '<html>' }],
  ['without that branch', { status: 404, body: { message: 'Not Found' } }],
])('when GitHub is %s for a day a person decides, and is believed', async (_, answer) => {
  const { world, ann, ada } = await approved({ isPaid: true, away: answer })
  await world.passes(hours(25))
  expect(await states(world)).toEqual([{ status: 'held', reason: 'REVERTS_UNSEEN' }])
  ann.sees('GitHub could not be asked for a day whether your change is still in')
  expect(ada.screen().filter((line) => line.includes('did not say whether'))).toHaveLength(1)
  await world.passes(days(2))
  expect(world.payouts.requests).toEqual([])
  await ada.presses('Review A1')
  await ada.presses('Pay it')
  await ada.presses('Yes, pay it')
  await world.passes(minutes(1))
  ann.sees('Paid 10.00 USD')
  expect(world.payouts.requests).toHaveLength(1)
})

/** Ann's merged pull request is approved; it is not paid, unless the story says so. */
interface Wanted {
  isPaid?: boolean
  isCooling?: boolean
  /** Whether the pay-out service takes payments. */
  isReceiverWell?: boolean
  /** Whether the work was taken back before it was submitted. */
  isReverted?: boolean
  /** What GitHub answers when it is asked for the branch. */
  away?: Away
}

type Away = Omit<Parameters<Town['github']['answerNext']>[0], 'path' | 'times'>

async function approved({ isPaid = false, isCooling = true, isReceiverWell = isPaid, isReverted, away }: Wanted = {}) {
  const settings = isCooling && !isPaid ? { COOLING_FREE_MOST: '0.01', COOLING_HOURS: '72' } : {}
  const world = await town(bounty, { githubDates: 'fresh', settings })
  const ada = await funder(world)
  await ada.says('/newtask')
  for (const answer of ['Support reviews', 'Tests too.', 'PyGithub/PyGithub', '-', '10.00', '1', '5'])
    await ada.says(answer)
  await ada.presses('Publish')
  const ann = world.person('Ann')
  await ann.says('/link allevin')
  await ann.says('/take #1')
  if (!isReceiverWell) world.payouts.fault({ kind: '500', times: 10_000 })
  if (isReverted) world.github.commit({ ...REVERT, message: `This reverts commit ${MERGE}.` })
  if (away) world.github.answerNext({ ...away, path: '/repos/PyGithub/PyGithub/commits', times: 10_000 })
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  ann.sees('Approved.')
  return { world, ann, ada }
}

const states = (world: Town) => rowsOf(world, 'select status, reason from bounty.assignments')
const looks = (world: Town) => world.github.requests.filter(({ path }) => path.endsWith('/commits')).length
