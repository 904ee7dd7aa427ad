import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { days, hours, minutes } from '#platform/bot.ts'
import { rowsOf } from '#testing/raw.ts'
import { type Town, town } from '#testing/town.ts'
import bounty from '../bot.ts'
import { draft, funder, linked } from '../stories/scene.ts'
import { payoutBody, payoutKey } from './port.ts'
import { stripePayouts } from './stripe.ts'

// Whole days pass here, ten minutes at a time.
vi.setConfig({ testTimeout: 90_000 })

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const ACCOUNT = 'acct_1032D82eZvKYlo2C'
const KEY = payoutKey('production', 456)
const AT = new Date('2026-03-02T09:00:00Z')
const REQUEST = {
  key: KEY,
  body: payoutBody(123, 456, 10_000),
  at: AT,
  attempt: 2,
  currency: 'USD',
  destination: ACCOUNT,
}
const LOOKUP = { key: KEY, cents: 10_000, at: AT }
const FORM =
  'amount=10000&currency=usd&destination=acct_1032D82eZvKYlo2C&transfer_group=bnty-production-a456-p1' +
  '&metadata%5Bidempotency_key%5D=bnty-production-a456-p1&metadata%5Buser_id%5D=123&metadata%5Bassignment_id%5D=456'

/** A transfer as Stripe's reference shows one. */
const transfer = (values: object = {}) => ({
  id: 'tr_1MiN3gLkdIwHu7ixNCZvFdgA',
  object: 'transfer',
  amount: 10_000,
  amount_reversed: 0,
  balance_transaction: 'txn_1MiN3gLkdIwHu7ixxapQrznl',
  created: 1_678_043_844,
  currency: 'usd',
  description: null,
  destination: ACCOUNT,
  destination_payment: 'py_1MiN3gLkdIwHu7ixLEN2cx3G',
  livemode: false,
  metadata: { idempotency_key: KEY, user_id: '123', assignment_id: '456' },
  reversals: { object: 'list', data: [], has_more: false, total_count: 0, url: '/v1/transfers/tr_1/reversals' },
  reversed: false,
  source_transaction: null,
  source_type: 'card',
  transfer_group: KEY,
  ...values,
})
const error = (type: string, code?: string) =>
  JSON.stringify({
    error: { type, ...(code ? { code } : {}), message: 'In words.', doc_url: 'https://stripe.com/docs' },
  })
const list = (data: object[], has_more = false) =>
  JSON.stringify({ object: 'list', url: '/v1/transfers', has_more, data })

test('a transfer is asked for to the byte, the same for every try', async () => {
  const asked: { headers: IncomingMessage['headers']; url: string | undefined; body: string }[] = []
  const url = await serve(async (request, response) => {
    asked.push({ headers: request.headers, url: request.url, body: await bodyOf(request) })
    response.end(JSON.stringify(transfer()))
  })
  const port = stripePayouts({ secretKey: 'sk_test_12345678', url })
  expect(await port.pay(REQUEST)).toEqual({ kind: 'paid', payoutId: 'tr_1MiN3gLkdIwHu7ixNCZvFdgA' })
  await port.pay({ ...REQUEST, attempt: 3, at: new Date(0) })
  expect(asked.map(({ body }) => body)).toEqual([FORM, FORM])
  expect(asked[0]?.url).toBe('/v1/transfers')
  expect(asked[0]?.headers).toMatchObject({
    authorization: 'Bearer sk_test_12345678',
    'idempotency-key': KEY,
    'stripe-version': '2024-06-20',
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(asked[1]?.headers['idempotency-key']).toBe(KEY)
})

test.each<[number, string, string]>([
  [200, JSON.stringify(transfer()), 'paid'],
  [200, JSON.stringify(transfer({ amount: 9999 })), 'contradiction'],
  [200, JSON.stringify(transfer({ currency: 'eur' })), 'contradiction'],
  [200, JSON.stringify(transfer({ destination: 'acct_someoneelse' })), 'contradiction'],
  [200, JSON.stringify(transfer({ metadata: {} })), 'contradiction'],
  [200, JSON.stringify(transfer({ metadata: { idempotency_key: 'another' } })), 'contradiction'],
  [200, JSON.stringify(transfer({ object: 'payout' })), 'unknown'],
  [200, JSON.stringify(transfer({ id: '' })), 'unknown'],
  [200, `{"x":"${'x'.repeat(70_000)}"}`, 'unknown'],
  [200, '<html>paid</html>', 'unknown'],
  [200, 'null', 'unknown'],
  [200, '', 'unknown'],
  [202, JSON.stringify(transfer()), 'unknown'],
  [400, error('invalid_request_error', 'parameter_invalid_integer'), 'refused'],
  [400, error('invalid_request_error', 'balance_insufficient'), 'refused'],
  [400, error('idempotency_error'), 'contradiction'],
  [400, '<html>Bad Request</html>', 'unknown'],
  [401, error('invalid_request_error', 'api_key_expired'), 'shut'],
  [402, error('invalid_request_error'), 'refused'],
  [403, error('invalid_request_error'), 'shut'],
  [404, error('invalid_request_error', 'resource_missing'), 'refused'],
  [404, '<html>Not Found</html>', 'shut'],
  [405, '', 'shut'],
  [409, error('idempotency_error', 'idempotency_key_in_use'), 'unknown'],
  [409, error('api_error'), 'unknown'],
  [424, error('api_error'), 'unknown'],
  [429, error('invalid_request_error', 'rate_limit'), 'unknown'],
  [429, error('invalid_request_error', 'lock_timeout'), 'unknown'],
  [500, error('api_error'), 'unknown'],
  [502, '<html>', 'unknown'],
  [503, JSON.stringify(transfer()), 'unknown'],
])('%i with %s is %s', async (status, body, kind) => {
  const url = await serve((_, response) => response.writeHead(status).end(body))
  const outcome = await stripePayouts({ secretKey: 'sk_test_12345678', url }).pay(REQUEST)
  expect(outcome.kind).toBe(kind)
  expect('isEmpty' in outcome).toBe(body.includes('balance_insufficient'))
})

test('a redirect is not followed, and a cut, silent or refused connection leaves the outcome unknown', async () => {
  const elsewhere = await serve((_, response) => response.end(JSON.stringify(transfer())))
  const pay = async (answer: RequestListener, timeout = 5_000) =>
    stripePayouts({ secretKey: 'sk_test_12345678', url: await serve(answer), timeout }).pay(REQUEST)
  const moved = await pay((_, response) => response.writeHead(307, { location: elsewhere }).end())
  expect(moved).toEqual({ kind: 'shut', why: 'status 307' })
  expect((await pay((request) => request.socket.destroy())).kind).toBe('unknown')
  expect((await pay((_, response) => response.writeHead(200).write('{"id":'), 60)).kind).toBe('unknown')
  expect((await pay(() => undefined, 60)).kind).toBe('unknown')
  const nobody = stripePayouts({ secretKey: 'sk_test_12345678', url: 'http://127.0.0.1:1/' })
  expect((await nobody.pay(REQUEST)).kind).toBe('unknown')
  expect((await nobody.find(LOOKUP)).kind).toBe('silent')
})

test('without an account nothing is asked of Stripe', async () => {
  let asked = 0
  const url = await serve((_, response) => {
    asked += 1
    response.end(JSON.stringify(transfer()))
  })
  const { destination: _, ...request } = REQUEST
  expect((await stripePayouts({ secretKey: 'sk_test_12345678', url }).pay(request)).kind).toBe('unknown')
  expect(asked).toBe(0)
})

test.each<[number, string, object]>([
  [200, list([transfer()]), { kind: 'paid', payoutId: 'tr_1MiN3gLkdIwHu7ixNCZvFdgA' }],
  [200, list([]), { kind: 'absent' }],
  [200, list([], true), { kind: 'silent', why: 'several transfers under one key' }],
  [200, list([transfer(), transfer()]), { kind: 'silent', why: 'several transfers under one key' }],
  [200, list([transfer({ amount: 1 })]), { kind: 'silent', why: 'another amount: 1' }],
  [200, list([transfer({ metadata: {} })]), { kind: 'silent', why: 'another idempotency key' }],
  [200, list([transfer({ reversed: true })]), { kind: 'silent', why: 'it was paid, and returned at Stripe' }],
  [200, list([transfer({ amount_reversed: 5 })]), { kind: 'silent', why: 'it was paid, and returned at Stripe' }],
  [200, '[]', { kind: 'silent', why: 'no list of transfers in the answer' }],
  [200, '{"data":[]}', { kind: 'silent', why: 'no list of transfers in the answer' }],
  [200, '<html>', { kind: 'silent', why: 'no list of transfers in the answer' }],
  [404, error('invalid_request_error'), { kind: 'silent', why: 'status 404' }],
  [401, error('invalid_request_error'), { kind: 'silent', why: 'status 401' }],
  [500, error('api_error'), { kind: 'silent', why: 'status 500' }],
])('asked for the transfers of a key, %i with %s is %o', async (status, body, found) => {
  const urls: (string | undefined)[] = []
  const url = await serve((request, response) => {
    urls.push(request.url)
    response.writeHead(status).end(body)
  })
  expect(await stripePayouts({ secretKey: 'sk_test_12345678', url }).find(LOOKUP)).toEqual(found)
  expect(urls).toEqual(['/v1/transfers?transfer_group=bnty-production-a456-p1&limit=10'])
})

describe('paid by transfer', () => {
  test('the money waits for an account, and for a day after it was named; then it is one transfer to it', async () => {
    const { world, ann, stripe } = await approved({ settings: { LINK_UNPROVEN: 'no' }, isProven: true })
    expect(ann.screen().at(-1)).toContain('Name your Stripe account, and they go out: /payee acct_…')
    await ann.says('/help')
    ann.sees('/payee acct_… — your Stripe account')
    await world.passes(days(1) + minutes(1))
    expect(await statuses(world)).toEqual(['blocked_payee'])
    for (const wrong of ['acct_', 'me', `${ACCOUNT} x`, 'acct_1/../x', 'ACCT_1032D82eZvKYlo2C']) {
      await ann.says(`/payee ${wrong}`)
      ann.sees('Format: /payee acct_')
    }
    await ann.says(`/payee ${ACCOUNT}`)
    ann.sees(`Your money goes to ${ACCOUNT}, from 2026-03-04 09:01 UTC on.`)
    await world.passes(hours(23))
    expect(stripe.transfers).toEqual([])
    await world.passes(hours(2))
    ann.sees('Paid 100.00 USD. Id tr_1.')
    expect(stripe.transfers).toMatchObject([{ destination: ACCOUNT, amount: '10000' }])
  })

  test.each<[string, Trouble[], number]>([
    ['makes the transfer and drops the line', ['drop-after'], 1],
    ['drops the line, then makes it and drops', ['drop-before', 'drop-after'], 2],
    ['is in a hurry', ['429', '429'], 3],
    ['shows a page', ['html'], 2],
  ])('a Stripe that %s pays once, under one key with one body', async (_, troubles, least) => {
    const { world, ann, stripe } = await approved({ troubles, account: true })
    await world.passes(hours(2))
    ann.sees('Paid 100.00 USD')
    expect(stripe.transfers).toHaveLength(1)
    expect(stripe.asked.length).toBeGreaterThanOrEqual(least)
    expect(new Set(stripe.asked.map(({ key, body }) => `${key} ${body}`)).size).toBe(1)
  })

  test('a Stripe that replays its failure is asked for a day with that key; what is not there then is paid anew', async () => {
    const { world, ada, stripe } = await approved({ troubles: ['500'], account: true })
    await world.passes(hours(19))
    expect(await statuses(world)).toEqual(['unknown'])
    await world.passes(hours(3))
    expect(await statuses(world)).toEqual(['failed'])
    expect(new Set(stripe.asked.map(({ key, body }) => `${key} ${body}`)).size).toBe(1)
    expect(stripe.transfers).toEqual([])
    await ada.says('/pay P1 again')
    await world.passes(minutes(1))
    expect(stripe.transfers).toMatchObject([{ transfer_group: 'bnty-test-a1-p2' }])
  })

  test('another account named while a payment is in doubt does not turn it round', async () => {
    const { world, ann, stripe } = await approved({ troubles: ['drop-before', 'drop-before'], account: true })
    await ann.says('/payee acct_anotherone12')
    await world.passes(hours(2))
    expect(stripe.transfers).toMatchObject([{ destination: ACCOUNT }])
    await expect(world.database.query(`update bounty.payments set destination = 'acct_anotherone12'`)).rejects.toThrow()
  })

  test('an account that Stripe does not know fails the payment; another one is paid anew, and only when nothing is there', async () => {
    const { world, ada, ann, stripe } = await approved({ troubles: ['404'], account: true })
    await world.passes(minutes(30))
    expect(await statuses(world)).toEqual(['failed'])
    await ann.says('/payee acct_therightone12')
    await ada.says('/pay P1 again')
    await world.passes(minutes(1))
    expect(await statuses(world)).toEqual(['failed', 'paid'])
    expect(stripe.transfers).toMatchObject([{ destination: 'acct_therightone12', transfer_group: 'bnty-test-a1-p2' }])
  })

  test('an empty balance pauses everything, and nothing is sent into it', async () => {
    const { world, ada, stripe } = await approved({ troubles: ['empty'], account: true })
    ada.sees('Payouts are paused. Why: status 400, balance_insufficient.')
    await world.passes(hours(2))
    expect(stripe.asked).toHaveLength(1)
    await ada.says('/payouts on')
    await world.passes(minutes(10))
    expect(await statuses(world)).toEqual(['failed'])
    await ada.says('/pay P1 again')
    await world.passes(minutes(1))
    expect(stripe.transfers).toHaveLength(1)
  })

  test('what was sent with another key is not sent again with this one', async () => {
    const { world, stripe } = await approved({ troubles: ['drop-after'], account: true })
    await world.database.query(`update bounty.payments set receiver = 'another'`)
    stripe.hideLists()
    await world.passes(hours(19))
    expect(stripe.asked).toHaveLength(1)
    await world.passes(hours(3))
    expect(await statuses(world)).toEqual(['manual'])
  })

  test('where no account is wanted, none is taken', async () => {
    const world = await town(bounty)
    const ann = world.person('Ann')
    await ann.says(`/payee ${ACCOUNT}`)
    ann.sees('Where your money goes is not asked here.')
    expect(await rowsOf(world, 'select * from bounty.payees')).toEqual([])
  })
})

type Trouble = 'drop-before' | 'drop-after' | '500' | '429' | '404' | 'empty' | 'html'

/** A small Stripe: keys keep their first answer, also a failure, as API v1 does. */
async function fakeStripe(coming: readonly Trouble[]) {
  const troubles = [...coming]
  const transfers: Record<string, string>[] = []
  const asked: { key: string; body: string }[] = []
  const saved = new Map<string, { status: number; text: string }>()
  let isHidden = false
  const shapeOf = (form: Record<string, string>, n: number) =>
    transfer({
      id: `tr_${n}`,
      amount: Number(form.amount),
      destination: form.destination,
      transfer_group: form.transfer_group,
      metadata: { idempotency_key: form['metadata[idempotency_key]'] },
    })
  const make = (body: string) => {
    const form = Object.fromEntries(new URLSearchParams(body))
    transfers.push(form)
    return { status: 200, text: JSON.stringify(shapeOf(form, transfers.length)) }
  }
  async function create(request: IncomingMessage, response: ServerResponse) {
    const key = String(request.headers['idempotency-key'])
    const body = await bodyOf(request)
    asked.push({ key, body })
    const known = saved.get(key)
    const trouble = known ? undefined : troubles.shift()
    if (trouble === 'drop-before') return request.socket.destroy()
    if (trouble === '429') return response.writeHead(429).end(error('invalid_request_error', 'rate_limit'))
    if (trouble === 'html') return response.writeHead(502).end('<html>')
    const answer = known ?? answerTo(trouble, body)
    saved.set(key, answer)
    if (trouble === 'drop-after') return request.socket.destroy()
    response.writeHead(answer.status, known ? { 'idempotent-replayed': 'true' } : {}).end(answer.text)
  }
  function answerTo(trouble: Trouble | undefined, body: string) {
    if (trouble === '500') return { status: 500, text: error('api_error') }
    if (trouble === '404') return { status: 404, text: error('invalid_request_error', 'resource_missing') }
    if (trouble === 'empty') return { status: 400, text: error('invalid_request_error', 'balance_insufficient') }
    return make(body)
  }
  const url = await serve((request, response) => {
    if (request.method === 'POST') return void create(request, response)
    const group = new URL(request.url ?? '', 'http://x').searchParams.get('transfer_group')
    const found = transfers.map((form, index) => shapeOf(form, index + 1)).filter((one) => one.transfer_group === group)
    return isHidden ? response.writeHead(500).end() : response.end(list(found))
  })
  return {
    url,
    transfers,
    asked,
    hideLists() {
      isHidden = true
    },
  }
}

interface Wanted {
  troubles?: Trouble[]
  account?: boolean
  isProven?: boolean
  settings?: Record<string, string>
}

/** Ann's pull request is approved where Stripe pays. */
async function approved({ troubles = [], account = false, isProven = false, settings = {} }: Wanted) {
  const stripe = await fakeStripe(troubles)
  const none = undefined as unknown as string
  const world = await town(bounty, {
    githubDates: 'fresh',
    settings: {
      PAYOUT_WEBHOOK_URL: none,
      STRIPE_SECRET_KEY: 'sk_test_12345678',
      STRIPE_API_URL: stripe.url,
      ...settings,
    },
  })
  const ada = await funder(world)
  await draft(ada, { reward: '100.00' })
  await ada.presses('Publish')
  const ann = isProven ? world.person('Ann') : await linked(world, 'Ann', 'allevin')
  if (isProven) {
    await ann.says('/start')
    await world.database.query(
      `insert into bounty.github_accounts (person_id, github_id, login, linked_at, proof, proven_at, github_created_at)
       select id, 13543471, 'allevin', $2, 'gist', $2, timestamptz '2015-01-01' from posthouse.people where telegram_id = $1`,
      [ann.id, world.now],
    )
  }
  if (account) await ann.says(`/payee ${ACCOUNT}`)
  await ann.says('/take #1')
  await ann.says('/submit A1 PyGithub/PyGithub#538')
  return { world, ada, ann, stripe }
}

const statuses = async (world: Town) =>
  (await rowsOf<{ status: string }>(world, 'select status from bounty.payments order by id')).map(
    ({ status }) => status,
  )

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks).toString()
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
