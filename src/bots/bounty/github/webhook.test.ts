import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hours, minutes, seconds } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { waitingForMerge } from '../stories/scene.ts'
import { isSigned } from './signature.ts'

const SECRET = 'It’s between GitHub and us'
const PYGITHUB = 3544490

test('the signature is over the bytes, as GitHub documents it', () => {
  const documented = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  const secret = "It's a Secret to Everybody"
  expect(isSigned(secret, Buffer.from('Hello, World!'), documented)).toBe(true)
  for (const [body, given] of [
    ['Hello, World', documented],
    ['Hello, World!', documented.toUpperCase()],
    ['Hello, World!', documented.slice('sha256='.length)],
    ['Hello, World!', documented.replace('sha256', 'sha1')],
    ['Hello, World!', `${documented}, ${documented}`],
    ['Hello, World!', ''],
    ['Hello, World!', undefined],
  ] as const) {
    expect(isSigned(secret, Buffer.from(body), given), String(given)).toBe(false)
  }
  expect(isSigned('another', Buffer.from('Hello, World!'), documented)).toBe(false)
})

test('a merge that GitHub announces is looked at at once, and paid', async () => {
  const { world, ann } = await waiting()
  await world.passes(hours(2))
  world.github.merge('PyGithub/PyGithub', 1171)
  expect(await event(world, 'pull_request', closed(true))).toBe(202)
  await world.settled()
  ann.sees('Paid 100.00 USD')
})

test('an event decides nothing: merged by its word alone is not merged', async () => {
  const { world, ann } = await waiting()
  await world.passes(hours(2))
  const before = await rowsOf(world, 'select status, reason, verified_by from bounty.assignments')
  const asked = looks(world)
  expect(await event(world, 'pull_request', closed(true))).toBe(202)
  await world.settled()
  expect(looks(world)).toBe(asked + 1)
  expect(await rowsOf(world, 'select status, reason, verified_by from bounty.assignments')).toEqual(before)
  ann.seesNot('Approved')
  expect(world.payouts.requests).toEqual([])
})

test('an answer of GitHub that lags behind its event is asked again within a minute', async () => {
  const { world, ann } = await waiting()
  await world.passes(hours(20))
  await event(world, 'pull_request', closed(true))
  await world.settled()
  world.github.merge('PyGithub/PyGithub', 1171)
  await world.passes(minutes(1))
  ann.sees('Paid 100.00 USD')
})

test('a delivery that comes again asks nothing again, and many in a row ask every ten seconds', async () => {
  const { world } = await waiting()
  await world.passes(hours(2))
  const asked = looks(world)
  for (let n = 0; n < 5; n += 1) await event(world, 'pull_request', closed(true), { 'x-github-delivery': 'same' })
  await world.settled()
  expect(looks(world)).toBe(asked + 1)
  for (let n = 0; n < 20; n += 1) await event(world, 'pull_request', closed(false))
  await world.settled()
  expect(looks(world)).toBe(asked + 1)
  await world.passes(seconds(10))
  expect(looks(world)).toBe(asked + 2)
})

test('what GitHub asked us to wait for is waited for, whatever it announces meanwhile', async () => {
  const { world } = await waiting()
  world.github.answerNext({ status: 403, headers: { 'retry-after': '1800' }, body: { message: 'abuse detection' } })
  await world.passes(minutes(1))
  const asked = looks(world)
  await event(world, 'pull_request', closed(true))
  await world.passes(minutes(29))
  expect(looks(world)).toBe(asked)
})

test('a check that waits because GitHub failed is made when GitHub announces something: it is there again', async () => {
  const { world, ann } = await waiting()
  await world.passes(hours(20))
  world.github.answerNext({ status: 502, body: '<html>', times: 12 })
  await world.passes(hours(14))
  ann.sees('GitHub is not answering.')
  world.github.forgetPlans()
  world.github.merge('PyGithub/PyGithub', 1171)
  await event(world, 'pull_request', closed(true))
  await world.settled()
  ann.sees('Paid 100.00 USD')
})

test('a renamed repository has its pull requests looked at', async () => {
  const { world } = await waiting()
  await world.passes(hours(2))
  const asked = looks(world)
  const renamed = { action: 'renamed', repository: { id: PYGITHUB, full_name: 'PyGithub/New' } }
  expect(await event(world, 'repository', renamed)).toBe(202)
  await world.settled()
  expect(looks(world)).toBe(asked + 1)
})

test.each([
  ['another repository', 'pull_request', { ...closed(true), repository: { id: 5 } }],
  ['another number', 'pull_request', { ...closed(true), pull_request: { number: 7 } }],
  ['another action', 'pull_request', { ...closed(true), action: 'labeled' }],
  ['another event', 'push', closed(true)],
  ['a ping', 'ping', { zen: 'Keep it logically awesome.' }],
])('%s is taken and changes nothing', async (_, name, body) => {
  const { world } = await waiting()
  await world.passes(hours(2))
  const asked = looks(world)
  const before = await rowsOf(world, 'select * from bounty.assignments')
  expect(await event(world, name, body)).toBe(202)
  await world.settled()
  expect([looks(world), await rowsOf(world, 'select * from bounty.assignments')]).toEqual([asked, before])
})

test('without the right signature nobody is GitHub; without a secret there is no such address', async () => {
  const { world } = await waiting()
  const asked = looks(world)
  const body = JSON.stringify(closed(true))
  const statuses = []
  for (const signature of ['', 'sha256=', signed(body, 'guess'), signed(`${body} `), signed(body).toUpperCase()]) {
    statuses.push(await event(world, 'pull_request', closed(true), { 'x-hub-signature-256': signature }))
  }
  expect(statuses).toEqual(Array(5).fill(401))
  expect(await event(world, 'pull_request', closed(true), { 'x-github-delivery': 'no key\t!' })).toBe(400)
  expect(await event(world, 'pull_request', { ...closed(true), pull_request: { number: 2 ** 31 } })).toBe(400)
  expect(await event(world, 'pull_request', [])).toBe(400)
  await world.settled()
  expect(looks(world)).toBe(asked)
  expect(await rowsOf(world, 'select key from posthouse.webhook_deliveries')).toEqual([])
  const closedTown = await town(bounty)
  expect(await event(closedTown, 'pull_request', closed(true))).toBe(404)
  expect(JSON.stringify(world.logged)).not.toContain(SECRET)
})

const waiting = () => waitingForMerge({ GITHUB_WEBHOOK_SECRET: SECRET })

function closed(merged: boolean) {
  const at = '2019-07-15T12:00:00Z'
  return {
    action: 'closed',
    number: 1171,
    repository: { id: PYGITHUB, full_name: 'PyGithub/PyGithub' },
    pull_request: {
      number: 1171,
      state: 'closed',
      merged,
      merged_at: at,
      merged_by: { id: 343539, login: 'jzelinskie' },
    },
  }
}

const signed = (body: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

const looks = (world: Town) => world.github.requests.filter(({ path }) => path.endsWith('/pulls/1171')).length

let deliveries = 0
async function event(world: Town, name: string, payload: unknown, headers: Record<string, string> = {}) {
  const body = JSON.stringify(payload)
  deliveries += 1
  const answer = await fetch(`${world.web.url}/webhooks/github`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': name,
      'x-github-delivery': `delivery-${deliveries}`,
      'x-hub-signature-256': signed(body),
      ...headers,
    },
    body,
  })
  return answer.status
}
