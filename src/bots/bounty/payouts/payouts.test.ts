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

const REQUEST = { key: payoutKey('production', 456), body: payoutBody(123, 456, 10_000) }

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
  })
})

test.each([
  [200, '{"payout_id":"po_1","amount_cents":10000,"status":"paid"}', 'paid'],
  [201, '{"payout_id":77,"idempotency_key":"bnty-production-a456-p1"}', 'paid'],
  [200, '{"payout_id":"po_1","status":"accepted"}', 'unknown'],
  [200, '{"payout_id":"  "}', 'unknown'],
  [200, '{"payout_id":null}', 'unknown'],
  [200, '{"ok":true}', 'unknown'],
  [200, '[]', 'unknown'],
  [200, 'null', 'unknown'],
  [200, '', 'unknown'],
  [200, '<html>paid</html>', 'unknown'],
  [204, '', 'unknown'],
  [200, `{"payout_id":"po_1","x":"${'x'.repeat(70_000)}"}`, 'unknown'],
  [200, '{"payout_id":"po_1","amount_cents":9999}', 'refused'],
  [200, '{"payout_id":"po_1","idempotency_key":"another"}', 'refused'],
  [500, '{"payout_id":"po_1"}', 'unknown'],
  [502, '<html>', 'unknown'],
  [429, '{}', 'unknown'],
  [400, '{"payout_id":"po_1"}', 'refused'],
  [401, '', 'refused'],
  [404, '', 'refused'],
  [409, '', 'refused'],
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
    expect(outcome).toEqual({ kind: 'unknown', why: `status ${status}` })
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
})

async function pay(answer: RequestListener, timeout = 5_000) {
  return payoutWebhook({ url: await serve(answer), secret: 'sesame', timeout }).pay(REQUEST)
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/payouts`
}
