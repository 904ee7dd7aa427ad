import { afterAll, beforeEach, expect, test } from 'vitest'
import { caller, schemaProblems, taker } from '../kit.ts'
import { createSimulator, type SimBot, type SimGroup, type SimPerson, type Simulator } from '../simulator.ts'
import { rightsOf } from '../world/right-names.ts'

let sim: Simulator | undefined
let bot: SimBot
let peer: SimBot
let ann: SimPerson
let bob: SimPerson
let forum: SimGroup
let call: ReturnType<typeof caller>
let take: ReturnType<typeof taker>

/** A forum: Ann owns it, the bot manages it, Bob and a second bot are plain members. */
beforeEach(async () => {
  await sim?.close()
  sim = await createSimulator()
  bot = sim.bot({ username: 'forum_bot', name: 'Forum', has_topics_enabled: true, allows_users_to_create_topics: true })
  peer = sim.bot({ username: 'peer_bot', name: 'Peer' })
  ann = sim.person('Ann')
  bob = sim.person('Bob')
  forum = sim.chat({
    type: 'supergroup',
    title: 'Forum',
    is_forum: true,
    members: [
      { id: ann.id, status: 'creator' },
      { id: bot.id, status: 'administrator', rights: rightsOf(() => true) },
      { id: bob.id },
      { id: peer.id },
    ],
    topics: [{ id: 7, name: 'Given' }],
  })
  call = caller(sim, bot)
  take = taker(call)
  await take()
})
afterAll(async () => {
  expect(sim && schemaProblems(sim)).toEqual([])
  await sim?.close()
})

const world = () => sim as Simulator
const here = (more: object = {}) => ({ chat_id: forum.id, ...more })
const create = async (name = 'Ideas') => (await call('createForumTopic', here({ name }))).result.message_thread_id

test('a topic begins with a message that has its id, and the bot that made it hears of it', async () => {
  const { result } = await call('createForumTopic', here({ name: 'Ideas', icon_color: 9367192 }))
  expect(result).toEqual({ message_thread_id: 8, name: 'Ideas', icon_color: 9367192 })
  const [update] = await take()
  expect(update?.message).toMatchObject({
    message_id: 8,
    message_thread_id: 8,
    is_topic_message: true,
    chat: { is_forum: true },
    forum_topic_created: { name: 'Ideas', icon_color: 9367192 },
  })
  expect(update?.message).not.toHaveProperty('reply_to_message')
})

test('what is written in a topic carries it, and answers its beginning', async () => {
  const thread = await create()
  await take()
  world().says(bob, forum, 'in General')
  world().says(bob, forum, 'in the topic', { thread })
  const [general, topical] = (await take()).map(({ message }) => message)
  expect(general).not.toHaveProperty('message_thread_id')
  expect(general).not.toHaveProperty('is_topic_message')
  expect(topical).toMatchObject({
    message_thread_id: thread,
    is_topic_message: true,
    reply_to_message: { message_id: thread, forum_topic_created: { name: 'Ideas' } },
  })
  const sent = await call('sendMessage', here({ text: 'x', message_thread_id: thread }))
  expect(sent.result).toMatchObject({ message_thread_id: thread, is_topic_message: true })
  const reply = await call('sendMessage', here({ text: 'x', reply_parameters: { message_id: topical?.message_id } }))
  expect(reply.result).toMatchObject({ message_thread_id: thread, reply_to_message: { text: 'in the topic' } })
  const given = await call('sendMessage', here({ text: 'x', message_thread_id: 7 }))
  expect(given.result).toMatchObject({ message_thread_id: 7, is_topic_message: true })
})

test('a topic is renamed, closed, opened and deleted with what is in it', async () => {
  const message_thread_id = await create()
  const topic = here({ message_thread_id })
  await call('editForumTopic', { ...topic, name: 'Plans', icon_custom_emoji_id: '5312536423851630001' })
  await call('editForumTopic', { ...topic, icon_custom_emoji_id: '' })
  await call('closeForumTopic', topic)
  await call('reopenForumTopic', topic)
  const news = (await take()).map(({ message }) => message).slice(1)
  expect(news).toMatchObject([
    { forum_topic_edited: { name: 'Plans', icon_custom_emoji_id: '5312536423851630001' } },
    { forum_topic_edited: { icon_custom_emoji_id: '' } },
    { forum_topic_closed: {} },
    { forum_topic_reopened: {} },
  ])
  expect(news.every((message) => message?.message_thread_id === message_thread_id)).toBe(true)
  world().says(bob, forum, 'soon gone', { thread: message_thread_id })
  expect((await call('deleteForumTopic', topic)).result).toBe(true)
  expect(world().transcript(ann, forum)).toEqual([])
  expect(await call('sendMessage', { ...topic, text: 'x' })).toMatchObject({
    description: 'Bad Request: message thread not found',
  })
})

test('in a closed topic only its managers and its founder write', async () => {
  const { id: thread } = world().opensTopic(bob, forum, { name: 'Mine' })
  world().changesTopic(ann, forum, thread, { closed: true })
  world().says(bob, forum, 'my topic', { thread })
  const eve = world().person('Eve')
  world().places(ann, forum, eve, { status: 'member' })
  expect(() => world().says(eve, forum, 'hello', { thread })).toThrow('There is no such open topic.')
  expect(await caller(world(), peer)('sendMessage', here({ text: 'x', message_thread_id: thread }))).toMatchObject({
    error_code: 400,
    description: 'Bad Request: TOPIC_CLOSED',
  })
  expect((await call('sendMessage', here({ text: 'x', message_thread_id: thread }))).ok).toBe(true)
})

test('General is renamed, closed and hidden; opening it shows it again', async () => {
  await call('editGeneralForumTopic', here({ name: 'Lobby' }))
  await call('hideGeneralForumTopic', here())
  expect(await caller(world(), peer)('sendMessage', here({ text: 'x' }))).toMatchObject({
    description: 'Bad Request: TOPIC_CLOSED',
  })
  await call('reopenGeneralForumTopic', here())
  expect((await take()).map(({ message }) => Object.keys(message ?? {}).at(-1))).toEqual([
    'forum_topic_edited',
    'forum_topic_closed',
    'general_forum_topic_hidden',
    'general_forum_topic_unhidden',
    'forum_topic_reopened',
  ])
  expect((await caller(world(), peer)('sendMessage', here({ text: 'x' }))).ok).toBe(true)
})

test('pins of one topic are undone alone', async () => {
  const message_thread_id = await create()
  const inTopic = world().says(bob, forum, 'a', { thread: message_thread_id })
  const inGeneral = world().says(bob, forum, 'b')
  await take()
  await call('pinChatMessage', here({ message_id: inTopic.message_id }))
  await call('pinChatMessage', here({ message_id: inGeneral.message_id }))
  expect(
    (await take()).map(({ message }) => [message?.message_thread_id, message?.pinned_message?.message_id]),
  ).toEqual([
    [message_thread_id, inTopic.message_id],
    [undefined, inGeneral.message_id],
  ])
  await call('unpinAllForumTopicMessages', here({ message_thread_id }))
  expect((await call('getChat', here())).result.pinned_message.text).toBe('b')
  await call('unpinAllGeneralForumTopicMessages', here())
  expect((await call('getChat', here())).result).not.toHaveProperty('pinned_message')
})

test('a private chat has topics when the bot has them on', async () => {
  world().says(ann, bot, '/start')
  const mine = { chat_id: ann.id }
  const { result } = await call('createForumTopic', { ...mine, name: 'Order 1' })
  const sent = await call('sendMessage', { ...mine, text: 'x', message_thread_id: result.message_thread_id })
  expect(sent.result).toMatchObject({ message_thread_id: result.message_thread_id, is_topic_message: true })
  const own = world().opensTopic(ann, bot, { name: 'Question' })
  const said = world().says(ann, bot, 'hello', { thread: own.id })
  expect(said).toMatchObject({ message_thread_id: own.id, is_topic_message: true })
  expect((await call('editForumTopic', { ...mine, message_thread_id: own.id, name: 'Answered' })).result).toBe(true)
  expect((await call('deleteForumTopic', { ...mine, message_thread_id: own.id })).result).toBe(true)
  expect(await call('closeForumTopic', { ...mine, message_thread_id: result.message_thread_id })).toMatchObject({
    description: 'Bad Request: the chat is not a supergroup forum',
  })
  expect((await call('getMe')).result).toMatchObject({ has_topics_enabled: true, allows_users_to_create_topics: true })
})

test('a group without topics has threads of replies', async () => {
  const plain = world().chat({
    type: 'supergroup',
    title: 'Plain',
    members: [{ id: ann.id, status: 'creator' }, { id: bot.id }],
  })
  const first = world().says(ann, plain, 'root')
  expect(first).not.toHaveProperty('message_thread_id')
  const second = world().says(ann, plain, 'reply', { replyTo: first.message_id })
  expect(second).toMatchObject({ message_thread_id: first.message_id })
  const third = world().says(ann, plain, 'deeper', { replyTo: second.message_id })
  expect(third).toMatchObject({ message_thread_id: first.message_id })
  expect(third).not.toHaveProperty('is_topic_message')
  const { id: chat_id } = plain
  const sent = await call('sendMessage', { chat_id, text: 'x', message_thread_id: first.message_id })
  expect(sent.result).toMatchObject({ message_thread_id: first.message_id })
  expect(await call('sendMessage', { chat_id, text: 'x', message_thread_id: second.message_id })).toMatchObject({
    description: 'Bad Request: message thread not found',
  })
})

test('the first topic of a chat where nothing was said is not General', async () => {
  const members = [{ id: bot.id, status: 'administrator' as const, rights: rightsOf(() => true) }]
  const empty = world().chat({ type: 'supergroup', title: 'Empty', is_forum: true, members })
  const { result } = await call('createForumTopic', { chat_id: empty.id, name: 'First' })
  const sent = await call('sendMessage', { chat_id: empty.id, text: 'x', message_thread_id: result.message_thread_id })
  expect(sent.result).toMatchObject({ is_topic_message: true })
})

test('the icons everybody may use are custom emoji', async () => {
  const { result } = await call('getForumTopicIconStickers')
  expect(result[0]).toMatchObject({ type: 'custom_emoji', custom_emoji_id: expect.any(String), emoji: '📰' })
})

test.each<[string, object, string]>([
  ['sendMessage', { text: 'x', message_thread_id: 1 }, 'message thread not found'],
  ['sendMessage', { text: 'x', message_thread_id: 999 }, 'message thread not found'],
  ['createForumTopic', { name: '  ' }, 'name must be non-empty'],
  ['createForumTopic', { name: 'x', icon_color: 5 }, 'invalid icon color specified'],
  ['editForumTopic', { name: 'x' }, 'invalid message thread identifier specified'],
  ['editForumTopic', { message_thread_id: 999, name: 'x' }, 'TOPIC_ID_INVALID'],
  ['editForumTopic', { message_thread_id: 7, name: 'Given' }, 'TOPIC_NOT_MODIFIED'],
  ['reopenForumTopic', { message_thread_id: 7 }, 'TOPIC_NOT_MODIFIED'],
  ['deleteForumTopic', { message_thread_id: 1 }, 'TOPIC_ID_INVALID'],
  ['unhideGeneralForumTopic', {}, 'TOPIC_NOT_MODIFIED'],
])('%s %j is refused', async (method, params, reason) => {
  expect(await call(method, here(params))).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${reason}`,
  })
})

test.each([
  ['createForumTopic', 'not enough rights to create a topic'],
  ['editForumTopic', 'not enough rights to edit the topic'],
  ['closeForumTopic', 'not enough rights to close or open the topic'],
  ['deleteForumTopic', 'not enough rights to delete the topic'],
  ['hideGeneralForumTopic', 'not enough rights to close or open the topic'],
  ['unpinAllForumTopicMessages', 'not enough rights to manage pinned messages in the chat'],
])('a plain member lacks the right for %s', async (method, reason) => {
  const answer = await caller(world(), peer)(method, here({ message_thread_id: 7, name: 'x' }))
  expect(answer).toMatchObject({ error_code: 400, description: `Bad Request: ${reason}` })
})
