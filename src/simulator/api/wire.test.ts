import { request } from 'node:http'
import { deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems } from '../kit.ts'
import { createSimulator, type HandClock, handClock, type SimBot, type Simulator } from '../simulator.ts'

let clock: HandClock
let sim: Simulator
let bot: SimBot
beforeAll(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'wire_bot', name: 'Wire' })
  sim.says(sim.person('Ann', { id: 77 }), bot, '/start')
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const JSON_TYPE = { 'content-type': 'application/json' }
interface Sent {
  body?: NonNullable<RequestInit['body']>
  headers?: Record<string, string>
}

const post = async (path: string, init: Sent) => {
  const response = await fetch(`${sim.url}/bot${bot.token}${path}`, { method: 'POST', ...init })
  return { status: response.status, envelope: (await response.json()) as Envelope }
}
const said = async (path: string, init: Sent) => (await post(path, init)).envelope.result?.text

test.each<[string, string, string | undefined]>([
  ['whole', '{"chat_id":77,"text":"hi"}', 'hi'],
  ['cut off after the text', '{"chat_id":77,"text":"hi","reply_markup":{"inl', 'hi'],
  ['with one name twice', '{"text":"first","chat_id":77,"text":"second"}', 'first'],
  ['with numbers for strings', '{"chat_id":"77","text":5.0}', '5.0'],
  ['spread over lines', '{\n "chat_id" : 77 ,\n "text" : "a\\u00e9\\n" }', 'aé'],
  ['of another kind', '[77]', undefined],
])('a JSON body %s', async (_name, body, text) => {
  expect(await said('/sendMessage', { body, headers: JSON_TYPE })).toBe(text)
})

test('bodies may be packed; of two places the address counts; big numbers keep their digits', async () => {
  const body = '{"chat_id":77,"text":"packed"}'
  const packed = (encoding: string, bytes: Buffer) =>
    said('/sendMessage', { body: new Uint8Array(bytes), headers: { ...JSON_TYPE, 'content-encoding': encoding } })
  expect(await packed('gzip', gzipSync(body))).toBe('packed')
  expect(await packed('deflate', deflateSync(body))).toBe('packed')
  expect((await post('/getMe', { body, headers: { ...JSON_TYPE, 'content-encoding': 'br' } })).envelope).toEqual({
    ok: false,
    error_code: 415,
    description: 'Unsupported Media Type: unsupported content-encoding',
  })
  expect(await said('/sendMessage?text=address', { body, headers: JSON_TYPE })).toBe('address')
  const emoji = '[{"type":"custom_emoji","offset":0,"length":1,"custom_emoji_id":"5368324170671202286"}]'
  const entities = `{"chat_id":77,"text":"x","entities":${emoji}}`
  const { envelope } = await post('/sendMessage', { body: entities, headers: JSON_TYPE })
  expect(envelope.result.entities[0].custom_emoji_id).toBe('5368324170671202286')
})

test('a form with files, one with parameters inside, a body of no known type', async () => {
  const form = new FormData()
  form.set('chat_id', '77')
  form.set('caption', 'a form')
  form.set('document', new Blob(['bytes']), 'a%20b.txt')
  const { envelope } = await post('/sendDocument', { body: form })
  expect(envelope.result).toMatchObject({ caption: 'a form', document: { file_name: 'a b.txt', file_size: 5 } })
  const plain = { body: 'chat_id=77&text=x', headers: { 'content-type': 'text/plain' } }
  expect((await post('/sendMessage', plain)).envelope.description).toMatch(/is empty$/)
  const text = new FormData()
  text.set('text', 'x'.repeat(1024 * 1024))
  expect((await post('/sendMessage', { body: text })).status).toBe(413)
})

test.each([
  ['/test/getMe', 200, undefined],
  ['/GETME', 200, undefined],
  ['/getMe/', 404, 'Not Found: method not found'],
  ['/test/no/such', 404, 'Not Found: method not found'],
  ['/testing/getMe', 404, 'Not Found'],
  ['/', 404, 'Not Found: method not found'],
  ['', 404, 'Not Found'],
])('the path %j answers %i', async (path, status, description) => {
  const answer = await post(path, {})
  expect(answer).toMatchObject({ status, envelope: description ? { error_code: status, description } : { ok: true } })
})

test.each([
  ['-5:abc', 401, 'Unauthorized: invalid token specified'],
  ['00:abc', 401, 'Unauthorized: invalid token specified'],
  [`${2n ** 54n}:abc`, 401, 'Unauthorized: invalid token specified'],
  ['5x:abc', 421, 'Misdirected Request: unallowed token specified'],
  ['7:abc', 401, 'Unauthorized'],
])('the token %s answers %i', async (token, status, description) => {
  const response = await fetch(`${sim.url}/bot${token}/getMe`)
  expect(await response.json()).toEqual({ ok: false, error_code: status, description })
})

test('a long text fits into an address; headers over 256 KiB do not', async () => {
  const text = '😀'.repeat(4096)
  const response = await fetch(`${sim.url}/bot${bot.token}/sendMessage?chat_id=77&text=${encodeURIComponent(text)}`)
  expect(await response.json()).toMatchObject({ ok: true })
  const { status, body } = await raw({ 'x-long': 'x'.repeat(300_000) })
  expect([status, JSON.parse(body).error_code]).toEqual([431, 431])
})

function raw(headers: Record<string, string>): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request(`${sim.url}/bot${bot.token}/getMe`, { headers, maxHeaderSize: 1024 * 1024 }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, body }))
    })
    call.on('error', reject)
    call.end()
  })
}

test('after logOut a bot answers nothing for ten minutes; close is too early for ten minutes', async () => {
  const other = sim.bot({ username: 'leaving_bot', name: 'Leaving' })
  const call = caller(sim, other)
  expect(await call('close')).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 600',
    parameters: { retry_after: 600 },
  })
  await clock.advance(600_000)
  expect(await call('close')).toEqual({ ok: true, result: true })
  expect(await call('logOut')).toEqual({ ok: true, result: true })
  expect(await call('getMe')).toEqual({ ok: false, error_code: 400, description: 'Logged out' })
  await clock.advance(600_000)
  expect(await call('getMe')).toMatchObject({ ok: true, result: { id: other.id } })
})
