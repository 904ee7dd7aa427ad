import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems, until } from '../../kit.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../../simulator.ts'

/** What a bot of the real server meets once in years, and what suites of other libraries have met there. */

let sim: Simulator
let bot: SimBot
let ann: SimPerson
let bob: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
beforeEach(async () => {
  sim = await createSimulator({
    fetchUrls: 'samples',
    world: {
      bots: [{ username: 'rare_bot', name: 'Rare' }],
      people: [{ id: 7, first_name: 'Nobody', unknown: true, started: ['rare_bot'] }],
    },
  })
  bot = sim.bot({ username: 'rare_bot', name: 'Rare' })
  ann = sim.person('Ann')
  bob = sim.person('Bob')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const open = (type: 'supergroup' | 'channel', username?: string) =>
  sim.chat({
    type,
    title: type,
    ...(username ? { username } : {}),
    members: [{ id: ann.id, status: 'creator' }, { id: bob.id }, { id: bot.id, status: 'administrator' }],
  }).id

test('of whom Telegram knows nothing but the number, there is no private chat', async () => {
  expect(await call('sendMessage', { chat_id: 7, text: 'Hello?' })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: private chat not found',
  })
})

test.each(['setWebhook', 'deleteWebhook'])('a setWebhook that takes its time is ended by the next %s', async (next) => {
  sim.fault({ kind: 'slow', ms: 60_000, method: 'setWebhook' })
  const first = call('setWebhook', { url: 'https://one.example.org/' })
  await until(() => sim.calls(bot).length === 1)
  expect(await call(next, { url: 'https://two.example.org/' })).toMatchObject({ ok: true })
  expect(await first).toEqual({
    ok: false,
    error_code: 409,
    description: 'Conflict: terminated by other setWebhook',
  })
  const { url } = (await call('getWebhookInfo')).result
  expect(url).toBe(next === 'setWebhook' ? 'https://two.example.org/' : '')
})

test('what stands before the server may answer 413 with a page', async () => {
  sim.fault({ kind: 'html-413', method: 'sendDocument' })
  const answer = await fetch(`${sim.url}/bot${bot.token}/sendDocument`, { method: 'POST' })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([413, 'text/html'])
  expect(await answer.text()).toContain('<h1>413 Request Entity Too Large</h1>')
  expect(sim.calls(bot).at(-1)).toMatchObject({ status: 413 })
})

test.each([
  ['sendPhoto', 'photo', 'https://example.org/cat.jpg', { width: 320 }],
  ['sendPhoto', 'photo', 'https://example.org/latest', { width: 320 }],
  ['sendAnimation', 'animation', 'https://example.org/cat.gif', { mime_type: 'image/gif' }],
  ['sendVideo', 'video', 'https://example.org/cat.mp4?size=1', { duration: 3 }],
  ['sendAudio', 'audio', 'https://example.org/cat.mp3', { duration: 3 }],
  ['sendDocument', 'document', 'https://example.org/cat.pdf', { file_name: 'cat.pdf' }],
])('%s: where samples stand for the world outside, %s comes from %s', async (method, kind, url, found) => {
  const { result } = await call(method, { chat_id: ann.id, [kind]: url })
  expect([result?.[kind]].flat().at(-1)).toMatchObject(found)
})

test('a page is no file, be it a sample', async () => {
  expect(await call('sendDocument', { chat_id: ann.id, document: 'https://example.org/index.html' })).toMatchObject({
    description: 'Bad Request: wrong type of the web page content',
  })
})

test('in a public group only administrators change and pin, whatever is allowed', async () => {
  const everything = { can_send_messages: true, can_change_info: true, can_pin_messages: true, can_invite_users: true }
  const allowed = async (chat_id: number) => {
    await call('setChatPermissions', { chat_id, permissions: everything })
    const { can_change_info, can_pin_messages, can_invite_users } = (await call('getChat', { chat_id })).result
      .permissions
    return { can_change_info, can_pin_messages, can_invite_users }
  }
  expect(await allowed(open('supergroup'))).toEqual({
    can_change_info: true,
    can_pin_messages: true,
    can_invite_users: true,
  })
  expect(await allowed(open('supergroup', 'everybody'))).toEqual({
    can_change_info: false,
    can_pin_messages: false,
    can_invite_users: true,
  })
})

test('nobody in a group can be refused; in a channel the bot is told that they are in', async () => {
  const refused = async (chat_id: number) =>
    (await call('declineChatJoinRequest', { chat_id, user_id: bob.id })).description
  expect(await refused(open('supergroup'))).toBe('Bad Request: HIDE_REQUESTER_MISSING')
  expect(await refused(open('channel'))).toBe('Bad Request: USER_ALREADY_PARTICIPANT')
})

test("a person's id as that of a chat that may not write bans the person", async () => {
  const chat_id = open('channel')
  const status = async () => (await call('getChatMember', { chat_id, user_id: bob.id })).result.status
  expect(await call('banChatSenderChat', { chat_id, sender_chat_id: bob.id })).toMatchObject({ ok: true })
  expect(await status()).toBe('kicked')
  expect(await call('unbanChatSenderChat', { chat_id, sender_chat_id: bob.id })).toMatchObject({ ok: true })
  expect(await status()).toBe('left')
})
