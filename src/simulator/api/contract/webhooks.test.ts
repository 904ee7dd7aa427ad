import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Received, type Reply, schemaProblems, until, upload, webhookServer } from '../../kit.ts'
import * as at from './scene.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let hook: Awaited<ReturnType<typeof webhookServer>>
let decide: (received: Received) => Reply | null
beforeEach(async () => {
  scene = await openScene()
  decide = () => ({ status: 200 })
  hook = await webhookServer((received) => decide(received))
})
afterEach(async () => {
  expect(schemaProblems(scene.sim)).toEqual([])
  await scene.sim.close()
  await hook.close()
})

const EVERYTHING = ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction', 'chat_member']
const set = (params: object = {}) =>
  scene.call('setWebhook', { url: hook.url, drop_pending_updates: true, allowed_updates: EVERYTHING, ...params })
const info = async () => (await scene.call('getWebhookInfo')).result

test.each([
  [0, 1],
  [7, 7],
  [1000, 100],
  [undefined, 40],
])('max_connections of %s is %i', async (max_connections, kept) => {
  await set({ max_connections })
  expect((await info()).max_connections).toBe(kept)
})

test('what is not set is not in getWebhookInfo', async () => {
  expect(await info()).toMatchObject({ url: '', has_custom_certificate: false })
  await scene.call('setWebhook', { url: hook.url, drop_pending_updates: true })
  expect(Object.keys(await info()).sort()).toEqual([
    'has_custom_certificate',
    'ip_address',
    'max_connections',
    'pending_update_count',
    'url',
  ])
  await set({ allowed_updates: ['message'] })
  expect(await info()).toMatchObject({ allowed_updates: ['message'] })
})

test('the four descriptions; dropping works with both methods', async () => {
  const { sim, ann, bot, call } = scene
  const described = async (method: string, params: object = {}) => (await call(method, params)).description
  const url = 'http://127.0.0.1:9/'
  sim.says(ann, bot, 'x')
  expect(await described('setWebhook', { url, drop_pending_updates: true })).toBe('Webhook was set')
  expect((await info()).pending_update_count).toBe(0)
  expect(await described('setWebhook', { url })).toBe('Webhook is already set')
  sim.says(ann, bot, 'x')
  expect(await described('deleteWebhook', { drop_pending_updates: true })).toBe('Webhook was deleted')
  expect((await info()).pending_update_count).toBe(0)
  expect(await described('deleteWebhook')).toBe('Webhook is already deleted')
})

test('a dead address is taken and shows later; a certificate has at most 3 MiB', async () => {
  expect(await set({ url: 'http://127.0.0.1:9/' })).toMatchObject({ ok: true })
  const send = upload(scene.sim, scene.bot)
  const big = await send('setWebhook', { url: hook.url }, { certificate: [Buffer.alloc(3 * 1024 * 1024 + 1), 'c.pem'] })
  expect(big.description).toBe('Bad Request: certificate size is too big (3145729 bytes)')
})

test('a request is a POST of JSON with the secret, and with a name and password of the address', async () => {
  const { sim, ann, bot } = scene
  await set({ url: hook.url.replace('://', '://me:pass%20word@'), secret_token: 'S-e_1' })
  sim.says(ann, bot, 'x')
  await sim.settled()
  expect(hook.received[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': 'S-e_1',
    'accept-encoding': 'gzip, deflate',
    authorization: `Basic ${Buffer.from('me:pass word').toString('base64')}`,
  })
})

type Act = (scene: Scene) => unknown
const GROUP = { id: at.SUPER, title: '' }
const says: Act = ({ sim, ann, bot }) => sim.says(ann, bot, 'x')
const member = ({ sim }: Scene) => sim.person('Member', { id: at.IN_GROUP_ONLY })
const presses: Act = ({ sim, ann }) => void sim.presses(ann, GROUP, 'Press')
const bans: Act = ({ sim, ann }) => sim.places(ann, GROUP, at.IN_GROUP_ONLY, { status: 'kicked' })

/** Whether the second update waits until the first is answered. */
test.each<[string, Act, Act, boolean]>([
  ['messages of one chat', says, says, true],
  [
    'a message and an edit of one chat',
    says,
    ({ sim, ann, bot }) => sim.edits(ann, bot, last(sim, ann, bot), 'y'),
    true,
  ],
  ['messages of two chats', says, ({ sim, ann }) => sim.says(ann, GROUP, 'x'), false],
  ['presses of one person', presses, presses, true],
  ['presses of two people', presses, (s) => void s.sim.presses(member(s), GROUP, 'Press'), false],
  ['a message and a press of its sender', ({ sim, ann }) => sim.says(ann, GROUP, 'x'), presses, false],
  ['a message and a block', says, ({ sim, ann, bot }) => sim.blocks(ann, bot, true), false],
  ['a message of a chat and a change of its members', ({ sim, ann }) => sim.says(ann, GROUP, 'x'), bans, false],
])('%s: in order %#', async (_title, first, second, waits) => {
  const { sim, call } = scene
  const keyboard = { inline_keyboard: [[{ text: 'Press', callback_data: 'd' }]] }
  await call('sendMessage', { chat_id: at.SUPER, text: 'x', reply_markup: keyboard })
  decide = () => (hook.received.length === 1 ? null : { status: 200 })
  await set()
  first(scene)
  await until(() => hook.received.length === 1)
  const made = sim.updates(scene.bot).length
  second(scene)
  expect(sim.updates(scene.bot).length).toBeGreaterThan(made)
  if (waits) {
    // Another person's message passes both: by then the waiting one would have been sent, too.
    sim.says(sim.person('Bystander'), scene.bot, 'passes')
    await until(() => hook.received.length === 2)
    expect(hook.received[1]?.update.message?.text).toBe('passes')
  } else await until(() => hook.received.length >= 2)
})

const last = (sim: Scene['sim'], ann: Scene['ann'], bot: Scene['bot']) =>
  sim.transcript(ann, bot).at(-1)?.message.message_id ?? 0

test.each([204, 299])('the status %i is success', async (status) => {
  decide = () => ({ status })
  await set()
  says(scene)
  await scene.sim.settled()
  expect(await info()).toMatchObject({ pending_update_count: 0 })
})

test.each<[number, string]>([
  [302, '302 Found'],
  [400, '400 Bad Request'],
  [500, '500 Internal Server Error'],
])('the status %i is none', async (status, words) => {
  decide = () => ({ status })
  await set()
  says(scene)
  await scene.sim.settled()
  expect(await info()).toMatchObject({
    pending_update_count: 1,
    last_error_message: `Wrong response from the webhook: ${words}`,
  })
})

test.each<[string, string, string]>([
  ['JSON', 'application/json', '{"method":"sendMessage","chat_id":77,"text":"answered"}'],
  ['form', 'application/x-www-form-urlencoded', 'method=sendMessage&chat_id=77&text=answered'],
])('a method in an answer of %s is run', async (_title, type, body) => {
  decide = () => ({ status: 200, headers: { 'content-type': type }, body })
  await set()
  says(scene)
  await scene.sim.settled()
  await until(() => scene.sim.transcript(scene.ann, scene.bot).at(-1)?.message.text === 'answered')
})

test.each(['setWebhook', 'deleteWebhook', 'close', 'logOut', 'getMe', 'getUpdates'])(
  'the method %s in an answer is not run',
  async (method) => {
    decide = () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method, url: '' }),
    })
    await set()
    const before = scene.sim.calls(scene.bot).length
    says(scene)
    await scene.sim.settled()
    expect(await info()).toMatchObject({ url: hook.url, pending_update_count: 0 })
    expect(scene.sim.calls(scene.bot).slice(before)).toHaveLength(1)
  },
)
