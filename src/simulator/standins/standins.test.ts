import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { schemaProblems } from '../kit.ts'
import { createSimulator, type HandClock, handClock, type Simulator } from '../simulator.ts'
import { WRITER_TOKEN } from './github-accounts.ts'

let clock: HandClock
let sim: Simulator
beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const get = (path: string, init: RequestInit = {}) => fetch(`${sim.url}/github${path}`, init)
// biome-ignore lint/suspicious/noExplicitAny: a test reads many shapes
const body = async (response: Response) => (await response.json()) as any

test('a merged pull request has the facts of the real one, in the real shape, and its links stay here', async () => {
  const response = await get('/repos/PyGithub/PyGithub/pulls/538')
  expect(response.headers.get('x-simulated')).toBe('recorded facts')
  expect(response.headers.get('x-ratelimit-limit')).toBe('5000')
  const pull = await body(response)
  expect(pull).toMatchObject({
    number: 538,
    state: 'closed',
    merged: true,
    merged_at: '2017-03-25T16:52:49Z',
    user: { login: 'allevin', id: 13543471, type: 'User' },
    merged_by: { login: 'jzelinskie' },
    base: { ref: 'master', repo: { id: 3544490, full_name: 'PyGithub/PyGithub', default_branch: 'master' } },
    head: { repo: { full_name: 'allevin/PyGithub', fork: true } },
  })
  expect(pull.url).toBe(`${sim.url}/github/repos/PyGithub/PyGithub/pulls/538`)
  const byId = await body(await get('/repositories/3544490/pulls/538'))
  expect(byId).toEqual(pull)
})

test.each<[string, object]>([
  ['PyGithub/PyGithub/pulls/2078', { merged: true, user: { id: 15225059 }, merged_by: { id: 15225059 } }],
  ['PyGithub/PyGithub/pulls/1171', { state: 'open', merged: false, merged_by: null, draft: false }],
  ['didot/PyGithub/pulls/2', { state: 'open', draft: true }],
  ['MarcoFalke/PyGithub/pulls/2', { merged: true, base: { repo: { id: 134421800, fork: true } } }],
  ['apache/brooklyn-server/pulls/465', { state: 'closed', merged: false, merged_at: null }],
  ['PyGithub/PyGithub/pulls/3370', { user: { id: 49699333, type: 'Bot' } }],
  ['PyGithub/PyGithub/pulls/31', { head: { repo: null }, user: { login: 'jacquev6' } }],
  ['ome/ome-documentation/pulls/204', { base: { ref: 'develop', repo: { default_branch: 'develop' } } }],
])('%s', async (path, facts) => {
  expect(await body(await get(`/repos/${path}`))).toMatchObject(facts)
})

test('users and repositories are found by name and by number', async () => {
  expect(await body(await get('/users/allevin'))).toMatchObject({ id: 13543471 })
  expect(await body(await get('/user/13543471'))).toMatchObject({ login: 'allevin' })
  expect(await body(await get('/repos/pygithub/pygithub'))).toMatchObject({ id: 3544490 })
  expect(await body(await get('/repositories/3544490'))).toMatchObject({ full_name: 'PyGithub/PyGithub' })
})

test('a renamed repository redirects, and what is unknown is not found', async () => {
  const moved = await get('/repos/jacquev6/PyGithub/pulls/31', { redirect: 'manual' })
  expect([moved.status, moved.headers.get('location')]).toEqual([
    301,
    `${sim.url}/github/repositories/3544490/pulls/31`,
  ])
  const unknown = await get('/repos/nobody/nothing')
  expect(unknown.status).toBe(404)
  expect(await body(unknown)).toMatchObject({ message: 'Not Found' })
})

test('a path with a hidden slash matches nothing', async () => {
  for (const path of [
    '/repos/PyGithub%2FPyGithub/pulls/538',
    '/repos/PyGithub/PyGithub/pulls/1%2F..%2F538',
    '/users/%2e%2e/allevin',
  ])
    expect((await get(path)).status).toBe(404)
})

test('an unchanged answer is 304', async () => {
  const etag = (await get('/users/allevin')).headers.get('etag') ?? ''
  const again = await get('/users/allevin', { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('an open pull request can be merged by its maintainer, once', async () => {
  const merge = () => fetch(`${sim.url}/sim/github/pulls/PyGithub/PyGithub/1171/merge`, { method: 'POST' })
  expect((await merge()).status).toBe(200)
  expect(await body(await get('/repos/PyGithub/PyGithub/pulls/1171'))).toMatchObject({
    state: 'closed',
    merged: true,
    merged_at: '2026-11-21T12:00:00Z',
    merged_by: { login: 'jzelinskie' },
  })
  expect((await merge()).status).toBe(404)
})

test('with fresh dates a pull request is as old as its first question', async () => {
  const fresh = await createSimulator({ clock, githubDates: 'fresh' })
  await clock.advance(60_000)
  const ask = async () => fetch(`${fresh.url}/github/repos/PyGithub/PyGithub/pulls/538`)
  const first = await ask()
  expect(first.headers.get('x-simulated')).toBe('recorded facts, dates moved to now')
  await clock.advance(60_000)
  const at = '2026-11-21T12:01:00Z'
  expect(await body(await ask())).toMatchObject({ created_at: at, updated_at: at, merged_at: at, closed_at: at })
  await fresh.close()
})

test('raw recordings come first, rewritten to this host', async () => {
  sim.github.serve([
    {
      method: 'GET',
      path: '/repos/protoncoin/protoncoin',
      status: 301,
      headers: [['location', 'https://api.github.com/repositories/112116543']],
      body: { message: 'Moved Permanently', url: 'https://api.github.com/repositories/112116543' },
    },
  ])
  const moved = await get('/repos/protoncoin/protoncoin', { redirect: 'manual' })
  expect(moved.headers.get('location')).toBe(`${sim.url}/github/repositories/112116543`)
  expect(await body(moved)).toMatchObject({ url: `${sim.url}/github/repositories/112116543` })
})

test('planned failures come in order and are used up; every request is noted', async () => {
  sim.github.answerNext({ path: '/users/allevin', times: 2, status: 502, body: '<html>bad gateway</html>' })
  expect((await get('/users/didot')).status).toBe(200)
  const failed = await get('/users/allevin')
  expect([failed.status, failed.headers.get('content-type')]).toEqual([502, 'text/html'])
  await get('/users/allevin')
  expect((await get('/users/allevin')).status).toBe(200)
  expect(sim.github.requests.map(({ status }) => status)).toEqual([200, 502, 502, 200])
})

const ORDER = '{"user_id":123,"assignment_id":456,"amount_cents":10000}'
const pay = (order = ORDER, headers: Record<string, string> = {}) =>
  fetch(`${sim.url}/payouts`, { method: 'POST', headers: { 'x-payout-secret': 'simulated', ...headers }, body: order })
const key = (name: string) => ({ 'idempotency-key': name })

test('a payment is made once per key, and the same answer comes again', async () => {
  const first = await body(await pay(ORDER, key('a')))
  expect(first).toEqual({ payout_id: 'sim_po_000001', idempotency_key: 'a', amount_cents: 10000, status: 'paid' })
  const again = await pay(ORDER, key('a'))
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(await body(again)).toEqual(first)
  expect((await pay(ORDER.replace('10000', '10001'), key('a'))).status).toBe(409)
  expect(sim.payouts.payments).toMatchObject([{ repeats: 1, body: ORDER }])
})

test('without a key every request pays', async () => {
  await pay()
  await pay()
  expect(sim.payouts.payments).toHaveLength(2)
})

test.each([
  ['{"user_id":1,"assignment_id":2,"amount_cents":0}', 400],
  ['{"user_id":"1","assignment_id":2,"amount_cents":5}', 400],
  ['{"user_id":1,"assignment_id":2,"amount_cents":1.5}', 400],
  ['{', 400],
  ['{"user_id":1,"assignment_id":2,"amount_cents":5,"currency":"USD"}', 200],
])('%s answers %i', async (order, status) => {
  expect((await pay(order)).status).toBe(status)
})

test('a wrong secret is refused and never shown', async () => {
  expect((await pay(ORDER, { 'x-payout-secret': 'guess' })).status).toBe(401)
  const shown = await (await fetch(`${sim.url}/sim/payouts`)).text()
  expect(shown).not.toContain('guess')
  expect(sim.payouts.payments).toEqual([])
})

test('with a signing key only what was signed with it is paid, up to five minutes after', async () => {
  const signed = await createSimulator({ clock, payoutSigningKey: 'a key' })
  const now = Math.floor(clock.now().getTime() / 1000)
  const send = async (time: number, signingKey = 'a key', signedKey = 'k1') => {
    const signature = createHmac('sha256', signingKey).update(`${time}.${signedKey}.${ORDER}`).digest('hex')
    const headers = {
      'x-payout-secret': 'simulated',
      'idempotency-key': 'k1',
      'x-payout-timestamp': String(time),
      'x-payout-signature': `v1=${signature}`,
    }
    return (await fetch(`${signed.url}/payouts`, { method: 'POST', headers, body: ORDER })).status
  }
  for (const away of [-301, 301]) expect(await send(now + away)).toBe(403)
  expect(await send(now, 'a guess')).toBe(403)
  expect(await send(now, 'a key', 'k2')).toBe(403)
  expect(signed.payouts.payments).toEqual([])
  for (const away of [-300, 300]) expect(await send(now + away)).toBe(200)
  expect(signed.payouts.payments).toHaveLength(1)
  await signed.close()
})

test('a lost answer has paid, a lost request has not; the key tells', async () => {
  const found = async (name: string) =>
    (await fetch(`${sim.url}/payouts?idempotency_key=${name}`, { headers: { 'x-payout-secret': 'simulated' } })).status
  sim.payouts.fault({ kind: 'drop-before' })
  await expect(pay(ORDER, key('lost'))).rejects.toThrow()
  expect(await found('lost')).toBe(404)
  sim.payouts.fault({ kind: 'drop-after' })
  await expect(pay(ORDER, key('lost'))).rejects.toThrow()
  expect(await found('lost')).toBe(200)
  sim.payouts.fault({ kind: 'no-payout-id' })
  expect(await body(await pay(ORDER, key('lost')))).not.toHaveProperty('payout_id')
  sim.payouts.fault({ kind: 'html' })
  expect((await pay(ORDER, key('lost'))).headers.get('content-type')).toBe('text/html')
  expect(sim.payouts.payments).toHaveLength(1)
})

test('comments are kept, shown on the page, and written by whoever has a token', async () => {
  const path = '/repos/PyGithub/PyGithub/issues/538/comments'
  const json = { 'content-type': 'application/json' }
  const write = (text: string, headers: Record<string, string> = {}) =>
    get(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify({ body: text }) })
  const signed = { authorization: `token ${WRITER_TOKEN}` }
  expect((await write('nobody')).status).toBe(401)
  expect((await write('', signed)).status).toBe(422)
  const elsewhere = '/repos/PyGithub/PyGithub/issues/999999/comments'
  expect((await get(elsewhere, { method: 'POST', headers: { ...json, ...signed }, body: '{"body":"x"}' })).status).toBe(
    404,
  )
  const made = await write('first', signed)
  expect(made.status).toBe(201)
  expect(await body(made)).toMatchObject({ body: 'first', user: { login: 'simulated-writer' } })
  sim.github.answerNext({ path, method: 'POST', status: 502, isDone: true })
  expect((await body(await get(path))).length).toBe(1)
  expect((await write('second', signed)).status).toBe(502)
  const bodies = async (query: string) =>
    (await body(await get(`${path}?${query}`))).map((one: { body: string }) => one.body)
  expect(await bodies('per_page=1&page=2')).toEqual(['second'])
  expect(await bodies(`since=${encodeURIComponent('2999-01-01T00:00:00Z')}`)).toEqual([])
  const page = await body(await fetch(`${sim.url}/sim/github`))
  expect(page.comments.map((one: { body: string }) => one.body)).toEqual(['second', 'first'])
})
