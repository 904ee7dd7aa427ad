import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Envelope, schemaProblems, taker, until } from '../../kit.ts'
import * as at from './scene.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  await taker(scene.call)()
  await scene.call('getUpdates', { allowed_updates: [] })
})
afterEach(async () => {
  expect(schemaProblems(scene.sim)).toEqual([])
  await scene.sim.close()
})

const say = (...texts: string[]) => texts.map((text) => scene.sim.says(scene.ann, scene.bot, text))
const get = (params: object = {}) => scene.call('getUpdates', params)
const ids = async (params: object = {}) => (await get(params)).result.map((one: { update_id: number }) => one.update_id)
const HOUR = 3_600_000

test.each<[string, object, number]>([
  ['missing', {}, 100],
  ['0', { limit: 0 }, 1],
  ['-5', { limit: -5 }, 1],
  ['1000', { limit: 1000 }, 100],
  ['text', { limit: 'many' }, 1],
])('a limit that is %s', async (_title, params, given) => {
  say(...Array.from({ length: 101 }, (_, i) => String(i)))
  expect(await ids(params)).toHaveLength(given)
})

test('update ids begin between 2,000,001 and 1e9 and go up by one', async () => {
  say('1', '2', '3')
  const [first, second, third] = await ids()
  expect(first).toBeGreaterThan(2_000_000)
  expect(first).toBeLessThan(1e9)
  expect([second, third]).toEqual([first + 1, first + 2])
})

test.each<[string, (first: number) => number, number[]]>([
  ['0 forgets nothing', () => 0, [0, 1, 2]],
  ['of the second forgets the first', (first) => first + 1, [1, 2]],
  ['after the last forgets all', (first) => first + 3, []],
  ['-1 leaves the last', () => -1, [2]],
  ['-9 leaves all', () => -9, [0, 1, 2]],
  ['far beyond the tail counts as none', (first) => first + 14, [0, 1, 2]],
  ['long ago counts as none', () => 5, [0, 1, 2]],
])('an offset %s', async (_title, offset, left) => {
  say('1', '2', '3')
  const [first] = await ids()
  const wanted = left.map((i) => first + i)
  expect(await ids({ offset: offset(first) })).toEqual(wanted)
  expect(await ids()).toEqual(wanted)
})

test.each<[string, object, boolean]>([
  ['a list of others', { allowed_updates: ['callback_query'] }, false],
  ['in other letters', { allowed_updates: ['MESSAGE'] }, true],
  ['only unknown names', { allowed_updates: ['nothing'] }, true],
  ['an empty list', { allowed_updates: [] }, true],
])('allowed_updates of %s', async (_title, params, isTold) => {
  await get(params)
  say('hello')
  expect(await ids()).toHaveLength(isTold ? 1 : 0)
})

test.each([
  ['missing', {}],
  ['malformed', { allowed_updates: '[' }],
])('allowed_updates that are %s change nothing', async (_title, params) => {
  await get({ allowed_updates: ['callback_query'] })
  await get(params)
  say('unseen')
  expect(await ids()).toEqual([])
})

test('chat_member and reactions are not told unless asked for; filters apply when an update is made', async () => {
  const { sim, ann } = scene
  const group = { id: at.SUPER, title: '' }
  const happens = () => {
    const { message_id } = sim.says(ann, group, 'x')
    sim.reacts(ann, group, message_id, [{ type: 'emoji', emoji: '👍' }])
    sim.places(ann, group, at.IN_GROUP_ONLY, { status: 'restricted', permissions: {} })
    sim.places(ann, group, at.IN_GROUP_ONLY, { status: 'member' })
  }
  const kinds = (answer: Envelope) => answer.result.map((one: object) => Object.keys(one)[1])
  happens()
  const allowed_updates = ['message', 'message_reaction', 'chat_member']
  expect(kinds(await get({ allowed_updates }))).toEqual(['message'])
  happens()
  expect(kinds(await get()).sort()).toEqual(['chat_member', 'chat_member', 'message', 'message', 'message_reaction'])
})

test.each<[string, number, () => void]>([
  ['a message', 24 * HOUR, () => void say('x')],
  ['a press', 150_000, () => void scene.sim.presses(scene.ann, scene.bot, 'b')],
])('%s is kept for %i ms, by polling and by webhook', async (_title, kept, happens) => {
  const keyboard = { inline_keyboard: [[{ text: 'b', callback_data: 'd' }]] }
  await scene.call('sendMessage', { chat_id: at.ANN, text: 'x', reply_markup: keyboard })
  happens()
  await scene.clock.advance(kept - 1)
  expect(await ids()).toHaveLength(1)
  await scene.clock.advance(1)
  expect(await ids()).toEqual([])
  await scene.call('setWebhook', { url: 'http://127.0.0.1:9/' })
  expect((await scene.call('getWebhookInfo')).result.pending_update_count).toBe(0)
})

test('a poll that has to wait ends the older one; one that finds updates leaves it alone', async () => {
  const { sim, clock, bot } = scene
  const calls = sim.calls(bot).length
  const waits = get({ timeout: 50 })
  await until(() => sim.calls(bot).length > calls && clock.sleeping() > 0)
  const second = get({ timeout: 50 })
  expect(await waits).toMatchObject({
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  })
  say('x')
  expect((await second).result).toHaveLength(1)
  expect((await get({ timeout: 50 })).result).toHaveLength(1)
})

test('a poll in waiting is ended by setWebhook, and with a webhook nobody polls', async () => {
  const { sim, clock, bot, call } = scene
  const calls = sim.calls(bot).length
  const waits = get({ timeout: 50 })
  await until(() => sim.calls(bot).length > calls && clock.sleeping() > 0)
  await call('setWebhook', { url: 'http://127.0.0.1:9/' })
  expect(await waits).toMatchObject({ error_code: 409, description: 'Conflict: terminated by setWebhook request' })
  expect(await get()).toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  })
})

test('an answer carries about 4 MiB', async () => {
  say(...Array.from({ length: 100 }, () => '/go '.repeat(1024)))
  const { result } = await get({ limit: 100 })
  expect(result.length).toBeLessThan(100)
  const size = Buffer.byteLength(JSON.stringify(result))
  expect(size).toBeGreaterThan(3.5 * 1024 * 1024)
  expect(size).toBeLessThan(4.5 * 1024 * 1024)
})

const NEWS: [string, string, (scene: Scene) => Promise<unknown>][] = [
  ['new_chat_title', 'of a title', ({ call }) => call('setChatTitle', { chat_id: at.SUPER, title: 'New' })],
  [
    'pinned_message',
    'of a pin',
    async ({ call }) => {
      const { message_id } = (await call('sendMessage', { chat_id: at.SUPER, text: 'x' })).result
      return call('pinChatMessage', { chat_id: at.SUPER, message_id })
    },
  ],
  ['forum_topic_created', 'of a topic', ({ call }) => call('createForumTopic', { chat_id: at.FORUM, name: 'New' })],
  [
    'forum_topic_edited',
    'of a topic’s name',
    ({ call }) => call('editForumTopic', { chat_id: at.FORUM, message_thread_id: 2, name: 'New' }),
  ],
  [
    'forum_topic_closed',
    'of a closed topic',
    ({ call }) => call('closeForumTopic', { chat_id: at.FORUM, message_thread_id: 2 }),
  ],
  [
    'left_chat_member',
    'of somebody it sent away',
    ({ call }) => call('banChatMember', { chat_id: at.GROUP, user_id: at.IN_GROUP_ONLY }),
  ],
  ['general_forum_topic_hidden', 'of General', ({ call }) => call('hideGeneralForumTopic', { chat_id: at.FORUM })],
]

test.each(NEWS)('of its own messages a bot is told %s', async (field, _title, act) => {
  expect(await act(scene)).toMatchObject({ ok: true })
  const messages = (await get()).result.flatMap((one: { message?: object }) => one.message ?? [])
  expect(messages.filter((one: object) => field in one)).toHaveLength(1)
})

test('of its other messages a bot is told nothing', async () => {
  await scene.call('sendMessage', { chat_id: at.SUPER, text: 'x' })
  await scene.call('sendDice', { chat_id: at.ANN })
  expect(await ids()).toEqual([])
})

test('what was said in a supergroup before the bot came in is not told', async () => {
  const { sim, ann } = scene
  const group = { id: at.LEFT_SUPER, title: '' }
  sim.says(ann, group, '/before')
  sim.places(ann, group, scene.bot.id, { status: 'member' })
  sim.says(ann, group, '/after')
  const texts = (await get()).result.flatMap((one: { message?: { text?: string } }) => one.message?.text ?? [])
  expect(texts).toEqual(['/after'])
})

test('after a silent week update ids go on elsewhere', async () => {
  say('x')
  const [first] = await ids()
  await ids({ offset: first + 1 })
  await scene.clock.advance(8 * 24 * HOUR)
  say('y')
  const [second] = await ids()
  expect(Math.abs(second - first)).toBeGreaterThan(1)
})
