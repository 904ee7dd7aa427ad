import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems, until } from '../kit.ts'
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

beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'poll_bot', name: 'Poll' })
  ann = sim.person('Ann')
  call = caller(sim, bot)
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const say = (...texts: string[]) => texts.map((text) => sim.says(ann, bot, text))
const texts = (envelope: Envelope) => envelope.result.map((u: { message: { text: string } }) => u.message.text)
const asked = (n: number) => until(() => sim.calls(bot).length >= n && clock.sleeping() > 0)

test('without an offset nothing is forgotten; an offset forgets everything before it', async () => {
  say('1', '2', '3')
  const first = await call('getUpdates')
  expect(texts(first)).toEqual(['1', '2', '3'])
  expect(texts(await call('getUpdates'))).toEqual(['1', '2', '3'])
  expect(texts(await call('getUpdates', { offset: first.result[1].update_id }))).toEqual(['2', '3'])
  expect(texts(await call('getUpdates'))).toEqual(['2', '3'])
  expect(sim.updates(bot).map((u) => u.delivery)).toEqual(['delivered', 'pending', 'pending'])
})

test('a negative offset deletes all but the last ones', async () => {
  say('1', '2', '3', '4')
  expect(texts(await call('getUpdates', { offset: -2 }))).toEqual(['3', '4'])
  expect(texts(await call('getUpdates'))).toEqual(['3', '4'])
})

test('an offset far beyond the tail counts as none', async () => {
  say('1')
  const [{ update_id }] = (await call('getUpdates')).result
  expect(texts(await call('getUpdates', { offset: update_id + 1000 }))).toEqual(['1'])
  expect(texts(await call('getUpdates', { offset: update_id + 1 }))).toEqual([])
})

test('limit is clamped, not refused', async () => {
  say(...Array.from({ length: 105 }, (_, i) => String(i)))
  expect(texts(await call('getUpdates', { limit: 0 }))).toHaveLength(1)
  expect(texts(await call('getUpdates', { limit: 1000 }))).toHaveLength(100)
})

test('a long poll waits for the first update, and 99 seconds are 50', async () => {
  const early = call('getUpdates', { timeout: 99 })
  await asked(1)
  say('here')
  const answer = await early
  expect(texts(answer)).toEqual(['here'])
  const late = call('getUpdates', { timeout: 99, offset: answer.result[0].update_id + 1 })
  await asked(2)
  await clock.advance(50_000)
  expect(texts(await late)).toEqual([])
})

test('of two pollers the older is ended; a second conflict within three seconds is told three seconds later', async () => {
  const conflict = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'
  const first = call('getUpdates', { timeout: 50 })
  await asked(1)
  const second = call('getUpdates', { timeout: 50 })
  expect(await first).toMatchObject({ error_code: 409, description: conflict })
  const third = call('getUpdates', { timeout: 50 })
  await asked(3)
  let told = false
  const ended = second.then((answer) => {
    told = true
    return answer
  })
  await until(() => clock.sleeping() === 2)
  expect(told).toBe(false)
  await clock.advance(3000)
  expect(await ended).toMatchObject({ error_code: 409, description: conflict })
  say('for the third')
  expect(texts(await third)).toEqual(['for the third'])
})

test('polling and a webhook exclude each other', async () => {
  const poll = call('getUpdates', { timeout: 50 })
  await asked(1)
  await call('setWebhook', { url: 'http://127.0.0.1:1/' })
  expect(await poll).toMatchObject({ error_code: 409, description: 'Conflict: terminated by setWebhook request' })
  expect(await call('getUpdates')).toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  })
})

test('allowed_updates filters what is queued from then on, and stays', async () => {
  say('before')
  await call('getUpdates', { allowed_updates: ['callback_query', 'no_such_kind'] })
  say('unseen')
  await call('getUpdates', { allowed_updates: 'not json' })
  say('unseen too')
  expect(texts(await call('getUpdates'))).toEqual(['before'])
  await call('getUpdates', { allowed_updates: [] })
  say('seen')
  expect(texts(await call('getUpdates'))).toEqual(['before', 'seen'])
})

test('an update nobody takes expires: a message after a day, a press after 150 s', async () => {
  say('old')
  await call('sendMessage', {
    chat_id: ann.id,
    text: 'x',
    reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'd' }]] },
  })
  void sim.presses(ann, bot, 'b')
  await clock.advance(150_000)
  expect((await call('getUpdates')).result).toHaveLength(1)
  await clock.advance(86_400_000)
  expect((await call('getUpdates')).result).toEqual([])
  expect(sim.updates(bot).map((u) => u.delivery)).toEqual(['expired', 'expired'])
})

test('settled waits until a polling bot has confirmed its updates', async () => {
  await call('getUpdates')
  say('work')
  expect(sim.pending()).toBe(1)
  let settled = false
  const done = sim.settled().then(() => {
    settled = true
  })
  const { result } = await call('getUpdates')
  expect(settled).toBe(false)
  await call('getUpdates', { offset: result[0].update_id + 1 })
  await done
  expect(sim.pending()).toBe(0)
})

test('with brakes, who asks again for the same waits, and who asks at once gets one update', async () => {
  const slow = await createSimulator({ clock, brakes: true })
  const other = slow.bot({ username: 'slow_bot', name: 'Slow' })
  const ask = caller(slow, other)
  expect(texts(await ask('getUpdates'))).toEqual([])
  const again = ask('getUpdates')
  await until(() => clock.sleeping() > 0)
  await clock.advance(3000)
  expect(texts(await again)).toEqual([])
  for (const text of ['1', '2']) slow.says(slow.person('Ann'), other, text)
  expect(texts(await ask('getUpdates'))).toEqual(['1', '2'])
  expect(texts(await ask('getUpdates'))).toEqual(['1'])
  expect(await ask('setWebhook', { url: 'http://x.org' })).toMatchObject({ ok: true })
  expect(await ask('setWebhook', { url: 'http://x.org' })).toMatchObject({
    error_code: 429,
    parameters: { retry_after: 1 },
  })
  await slow.close()
})

test.each([
  ['http://bot.example.org/', 'An HTTPS URL must be provided for webhook'],
  ['https://bot.example.org:444/', 'Webhook can be set up only on ports 80, 88, 443 or 8443'],
  ['https://192.168.1.1/', 'IP address 192.168.1.1 is reserved'],
  ['https://[2a00::1]/', 'IPv6-only addresses are not allowed'],
])('a strict simulator refuses the webhook %s', async (url, why) => {
  const strict = await createSimulator({ strictWebhookUrl: true })
  const ask = caller(strict, strict.bot({ username: 'strict_bot', name: 'Strict' }))
  expect(await ask('setWebhook', { url })).toMatchObject({ description: `Bad Request: bad webhook: ${why}` })
  expect(await ask('setWebhook', { url: 'https://bot.example.org:8443/' })).toMatchObject({ ok: true })
  await strict.close()
})
