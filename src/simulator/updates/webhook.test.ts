import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, type Received, type Reply, schemaProblems, until, webhookServer } from '../kit.ts'
import {
  createSimulator,
  type HandClock,
  handClock,
  type SimBot,
  type SimPerson,
  type Simulator,
} from '../simulator.ts'

let clock: HandClock
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
let hook: Awaited<ReturnType<typeof webhookServer>>
let decide: (received: Received) => Promise<Reply | null> | Reply | null

beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'hook_bot', name: 'Hook' })
  ann = sim.person('Ann')
  call = caller(sim, bot)
  decide = () => ({ status: 200 })
  hook = await webhookServer((received) => decide(received))
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
  await hook.close()
})

const received = () => hook.received.map(({ update }) => update.message?.text ?? update.callback_query?.data)

test('updates arrive in order with the secret, and the queue empties', async () => {
  sim.says(ann, bot, 'waited')
  expect(await call('setWebhook', { url: hook.url, secret_token: 'abc-1_2' })).toEqual({
    ok: true,
    result: true,
    description: 'Webhook was set',
  })
  for (const text of ['1', '2', '3']) sim.says(ann, bot, text)
  await sim.settled()
  expect(received()).toEqual(['waited', '1', '2', '3'])
  expect(hook.received[0]?.headers).toMatchObject({
    'x-telegram-bot-api-secret-token': 'abc-1_2',
    'content-type': 'application/json',
  })
  const { result } = await call('getWebhookInfo')
  expect(result).toEqual({
    url: hook.url,
    has_custom_certificate: false,
    ip_address: '127.0.0.1',
    pending_update_count: 0,
    max_connections: 40,
  })
})

test('the descriptions of setting and deleting say what changed', async () => {
  const described = async (method: string, params = {}) => (await call(method, params)).description
  expect(await described('setWebhook', { url: hook.url })).toBe('Webhook was set')
  expect(await described('setWebhook', { url: hook.url })).toBe('Webhook is already set')
  expect(await described('setWebhook', { url: '' })).toBe('Webhook was deleted')
  expect(await described('deleteWebhook')).toBe('Webhook is already deleted')
})

test('a failing update is sent again at once, then after 2, 4, 8 s, and holds up its own chat only', async () => {
  const bob = sim.person('Bob')
  decide = ({ update }) => ({ status: update.message?.text === 'bad' ? 500 : 200 })
  await call('setWebhook', { url: hook.url })
  sim.says(ann, bot, 'bad')
  sim.says(ann, bot, 'after bad')
  sim.says(bob, bot, 'fine')
  await sim.settled()
  const bad = () => received().filter((text) => text === 'bad').length
  expect(received()).toContain('fine')
  expect(bad()).toBe(2)
  for (const [seconds, attempts] of [
    [2, 3],
    [4, 4],
    [8, 5],
  ] as const) {
    await clock.advance(seconds * 1000 - 1)
    expect(bad()).toBe(attempts - 1)
    await clock.advance(1)
    await until(() => bad() === attempts)
    await sim.settled()
  }
  expect(received()).not.toContain('after bad')
  expect((await call('getWebhookInfo')).result).toMatchObject({
    pending_update_count: 2,
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  })
  decide = () => ({ status: 200 })
  await clock.advance(16_000)
  await sim.settled()
  expect(received().slice(-2)).toEqual(['bad', 'after bad'])
})

test('Retry-After replaces the pause', async () => {
  decide = () => ({ status: 503, headers: { 'retry-after': '30' } })
  await call('setWebhook', { url: hook.url })
  sim.says(ann, bot, 'later')
  await sim.settled()
  expect(received()).toEqual(['later'])
  await clock.advance(29_999)
  expect(received()).toHaveLength(1)
  await clock.advance(1)
  await until(() => received().length === 2)
})

test('one chat has one update in flight; a press of the same chat does not wait for its message', async () => {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  sim.says(ann, bot, '/start')
  await call('sendMessage', {
    chat_id: ann.id,
    text: 'x',
    reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
  })
  await call('setWebhook', { url: hook.url, drop_pending_updates: true })
  decide = async ({ update }) => {
    if (update.message) await held
    return { status: 200 }
  }
  sim.says(ann, bot, 'slow')
  sim.says(ann, bot, 'next')
  void sim.presses(ann, bot, 'Go')
  await until(() => received().includes('go'))
  expect([...received()].sort()).toEqual(['go', 'slow'])
  release()
  await sim.settled()
  expect(received().at(-1)).toBe('next')
})

test('max_connections bounds what is in flight', async () => {
  let inFlight = 0
  let most = 0
  decide = async () => {
    most = Math.max(most, ++inFlight)
    await new Promise((resolve) => setTimeout(resolve, 5))
    inFlight--
    return { status: 200 }
  }
  await call('setWebhook', { url: hook.url, max_connections: 2 })
  for (let i = 0; i < 12; i++) sim.says(sim.person(`Person ${i}`), bot, 'hi')
  await sim.settled()
  expect(received()).toHaveLength(12)
  expect(most).toBe(2)
})

test('an answer that never comes is given up after 60 s and sent again', async () => {
  decide = () => (hook.received.length === 1 ? null : { status: 200 })
  await call('setWebhook', { url: hook.url })
  sim.says(ann, bot, 'hello?')
  await until(() => received().length === 1)
  await clock.advance(60_000)
  await sim.settled()
  expect(received()).toEqual(['hello?', 'hello?'])
  expect((await call('getWebhookInfo')).result.last_error_message).toBe('Read timeout expired')
})

test('a method in the answer is run, a reading one is not', async () => {
  decide = ({ update }) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      update.message?.text === 'talk'
        ? { method: 'sendMessage', chat_id: ann.id, text: 'from the answer' }
        : { method: 'getMe' },
    ),
  })
  await call('setWebhook', { url: hook.url })
  sim.says(ann, bot, 'talk')
  sim.says(ann, bot, 'read')
  await sim.settled()
  expect(sim.transcript(ann, bot).map(({ message }) => message.text)).toContain('from the answer')
  expect(sim.calls(bot).map(({ method }) => method)).not.toContain('getMe')
})

test('nobody at the address is an error in getWebhookInfo, and deleting the webhook keeps the updates', async () => {
  await call('setWebhook', { url: 'http://127.0.0.1:9/' })
  sim.says(ann, bot, 'kept')
  await sim.settled()
  expect((await call('getWebhookInfo')).result).toMatchObject({
    pending_update_count: 1,
    last_error_message: 'Connection refused',
  })
  await call('deleteWebhook')
  expect((await call('getUpdates')).result).toMatchObject([{ message: { text: 'kept' } }])
})

test('a webhook that is gone for 23 hours is forgotten; a certificate and odd addresses are noted', async () => {
  decide = () => ({ status: 410, headers: { 'retry-after': '3600' } })
  await call('setWebhook', { url: hook.url })
  sim.says(ann, bot, 'anybody?')
  for (let hour = 0; hour < 24; hour++) {
    await until(() => hook.received.length > hour && sim.pending() === 0)
    // The first message is kept for a day only.
    if (hour === 12) sim.says(sim.person('Bob'), bot, 'hello?')
    await until(() => sim.pending() === 0)
    await clock.advance(3_600_000)
  }
  await until(() => sim.pending() === 0)
  expect((await call('getWebhookInfo')).result).toMatchObject({ url: '', pending_update_count: 1 })
  const form = new FormData()
  form.set('url', 'bot.example.org/hook')
  form.set('certificate', new Blob(['pem']), 'cert.pem')
  await fetch(`${sim.url}/bot${bot.token}/setWebhook`, { method: 'POST', body: form })
  expect((await call('getWebhookInfo')).result).toMatchObject({
    url: 'bot.example.org/hook',
    has_custom_certificate: true,
    ip_address: '<unknown>',
  })
})
