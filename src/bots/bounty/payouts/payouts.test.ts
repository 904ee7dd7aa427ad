import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { payoutBody, payoutKey } from './port.ts'
import { payoutWebhook } from './webhook.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const AT = new Date('2026-03-02T09:00:00Z')
const REQUEST = {
  key: payoutKey('production', 456),
  body: payoutBody(123, 456, 10_000),
  at: AT,
  attempt: 2,
  currency: 'USD',
}
const LOOKUP = { key: REQUEST.key, cents: 10_000, at: AT }

test('the request is what the pay-out service was promised, to the byte', async () => {
  const asked: { request: IncomingMessage; body: string }[] = []
  const outcome = await pay((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      asked.push({ request, body })
      response.end('{"payout_id":"po_1"}')
    })
  })
  expect(outcome).toEqual({ kind: 'paid', payoutId: 'po_1' })
  expect(asked).toHaveLength(1)
  const { request, body } = asked[0]!
  expect(request.method).toBe('POST')
  expect(body).toBe('{"user_id":123,"assignment_id":456,"amount_cents":10000}')
  expect(request.headers).toMatchObject({
    'content-type': 'application/json',
    'x-payout-secret': 'sesame',
    'idempotency-key': 'bnty-production-a456-p1',
    'x-payout-attempt': '2',
    'x-payout-timestamp': String(AT.getTime() / 1000),
    // Made with Python's hmac: "1772442000.bnty-production-a456-p1." and the body above.
    'x-payout-signature': 'v1=bf6a7ccc3ff5e9dd2892a4e456357840cb2978a0136eecf354f35e393fcce055',
  })
})

test.each([
  [200, '{"payout_id":"po_1","amount_cents":10000,"status":"paid"}', 'paid'],
  [201, '{"payout_id":77,"idempotency_key":"bnty-production-a456-p1"}', 'paid'],
  [200, '{"payout_id":"po_1","status":"accepted"}', 'accepted'],
  [202, '{"payout_id":"po_1","status":"accepted"}', 'accepted'],
  [200, '{"payout_id":"po_1","status":"failed"}', 'unknown'],
  [200, '{"payout_id":"  "}', 'unknown'],
  [200, '{"payout_id":null}', 'unknown'],
  [200, '{"ok":true}', 'unknown'],
  [200, '[]', 'unknown'],
  [200, 'null', 'unknown'],
  [200, '', 'unknown'],
  [200, '<html>paid</html>', 'unknown'],
  [204, '', 'unknown'],
  [200, `{"payout_id":"po_1","x":"${'x'.repeat(70_000)}"}`, 'unknown'],
  [200, '{"payout_id":"po_1","amount_cents":9999}', 'contradiction'],
  [200, '{"payout_id":"po_1","idempotency_key":"another"}', 'contradiction'],
  [500, '{"payout_id":"po_1"}', 'unknown'],
  [502, '<html>', 'unknown'],
  [429, '{}', 'unknown'],
  [400, '{"payout_id":"po_1"}', 'refused'],
  [401, '', 'shut'],
  [403, '', 'shut'],
  [404, '', 'shut'],
  [405, '', 'shut'],
  [409, '', 'contradiction'],
  [422, '', 'refused'],
])('%i with %s is %s', async (status, body, kind) => {
  const outcome = await pay((_, response) => response.writeHead(status).end(body))
  expect(outcome.kind).toBe(kind)
})

test('a redirect is not followed: the secret goes nowhere else', async () => {
  let followed = 0
  const elsewhere = await serve((_, response) => {
    followed += 1
    response.end('{"payout_id":"stolen"}')
  })
  for (const status of [301, 302, 303, 307, 308]) {
    const outcome = await pay((_, response) => response.writeHead(status, { location: elsewhere }).end())
    expect(outcome).toEqual({ kind: 'shut', why: `status ${status}` })
  }
  expect(followed).toBe(0)
})

test('a connection that is cut, refused or silent leaves the outcome unknown', async () => {
  expect((await pay((request) => request.socket.destroy())).kind).toBe('unknown')
  expect((await pay((_, response) => response.writeHead(200).write('{"payout_id":'), 60)).kind).toBe('unknown')
  expect((await pay(() => undefined, 60)).kind).toBe('unknown')
  const port = payoutWebhook({ url: 'http://127.0.0.1:1/', secret: undefined })
  expect((await port.pay(REQUEST)).kind).toBe('unknown')
})

test('without an address nothing is sent', async () => {
  const port = payoutWebhook({ url: undefined, secret: 'sesame' })
  expect(port.isConfigured).toBe(false)
  expect((await port.pay(REQUEST)).kind).toBe('unknown')
  expect(await port.find(LOOKUP)).toEqual({ kind: 'off' })
})

test.each([
  [200, receipt({}), { kind: 'paid', payoutId: 'po_1' }],
  [200, receipt({ status: 'accepted' }), { kind: 'accepted' }],
  [200, receipt({ status: 'failed' }), { kind: 'failed', why: 'the receiver says that it failed' }],
  [404, '{"error":"no such key"}', { kind: 'absent' }],
  [404, '<html>404</html>', { kind: 'silent', why: '404 without JSON' }],
  [404, '', { kind: 'silent', why: '404 without JSON' }],
  [200, receipt({ amount_cents: 9999 }), { kind: 'silent', why: 'another amount: 9999' }],
  [200, receipt({ idempotency_key: 'another' }), { kind: 'silent', why: 'another idempotency key' }],
  [200, receipt({ status: 'failed', idempotency_key: 'another' }), { kind: 'silent', why: 'another idempotency key' }],
  [200, receipt({ status: undefined }), { kind: 'silent', why: 'neither paid nor accepted nor failed' }],
  [200, '{}', { kind: 'silent', why: 'no payout_id in the answer' }],
  [200, '<html>', { kind: 'silent', why: 'no payout_id in the answer' }],
  [410, '{}', { kind: 'silent', why: 'status 410' }],
  [401, '{}', { kind: 'silent', why: 'status 401' }],
  [500, '{}', { kind: 'silent', why: 'status 500' }],
])('asked about a key, %i with %s is %o', async (status, body, found) => {
  const url = await serve((_, response) => response.writeHead(status).end(body))
  expect(await payoutWebhook({ url, secret: 'sesame' }).find(LOOKUP)).toEqual(found)
})

test('a question carries key, time and signature, and follows nobody elsewhere', async () => {
  const asked: IncomingMessage[] = []
  const url = await serve((request, response) => {
    asked.push(request)
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
  })
  const port = payoutWebhook({ url: `${url}?tenant=7`, secret: 'sesame', signingKey: 'key' })
  expect(await port.find(LOOKUP)).toEqual({ kind: 'silent', why: 'status 302' })
  expect(asked[0]?.url).toBe('/api/payouts?tenant=7&idempotency_key=bnty-production-a456-p1')
  expect(asked[0]?.headers).toMatchObject({ 'x-payout-secret': 'sesame', 'x-payout-timestamp': '1772442000' })
  expect(asked[0]?.headers['x-payout-signature']).toMatch(/^v1=[0-9a-f]{64}$/)
})

test('a receiver that is not asked is "off"; its name does not tell its address', async () => {
  const port = payoutWebhook({ url: 'http://127.0.0.1:1/secret-path', secret: 's', canLookUp: false })
  expect(await port.find(LOOKUP)).toEqual({ kind: 'off' })
  expect(port.receiver).toMatch(/^[0-9a-f]{16}$/)
})

function receipt(values: object) {
  return JSON.stringify({
    payout_id: 'po_1',
    idempotency_key: REQUEST.key,
    amount_cents: 10_000,
    status: 'paid',
    ...values,
  })
}

async function pay(answer: RequestListener, timeout = 5_000) {
  return payoutWebhook({ url: await serve(answer), secret: 'sesame', signingKey: 'key', timeout }).pay(REQUEST)
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/payouts`
}
