import { afterAll, beforeEach, expect, test } from 'vitest'
import { caller, png, schemaProblems, taker } from '../kit.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator | undefined
let bot: SimBot
let ann: SimPerson
let bob: SimPerson
let call: ReturnType<typeof caller>
let take: ReturnType<typeof taker>

beforeEach(async () => {
  await sim?.close()
  sim = await createSimulator()
  bot = sim.bot({ username: 'chat_bot', name: 'Chat' })
  ann = sim.person('Ann', { id: 77, username: 'ann' })
  bob = sim.person('Bob', { id: 78 })
  call = caller(sim, bot)
  take = taker(call)
  await take()
})
afterAll(async () => {
  expect(sim && schemaProblems(sim)).toEqual([])
  await sim?.close()
})

const world = () => sim as Simulator
const owned = (more: object = {}) => [
  { id: ann.id, status: 'creator' as const },
  { id: bot.id, status: 'administrator' as const, ...more },
]
const kinds = (updates: object[]) => updates.map((update) => Object.keys(update)[1])

test('a basic group has its own ids, is told apart in every object, and knows no supergroup methods', async () => {
  const group = world().chat({ id: -500, type: 'group', title: 'Five', members: [...owned(), { id: bob.id }] })
  world().says(bob, group, 'one')
  const [update] = await take()
  expect(update?.message).toMatchObject({
    message_id: 1,
    chat: { id: -500, type: 'group', title: 'Five', all_members_are_administrators: true },
  })
  expect((await call('getChat', { chat_id: -500 })).result).toMatchObject({ type: 'group', permissions: {} })
  for (const [method, description] of [
    ['promoteChatMember', 'method is available for supergroup and channel chats only'],
    ['unbanChatMember', 'method is available for supergroup and channel chats only'],
    ['restrictChatMember', 'method is available only for supergroups'],
    ['setChatStickerSet', 'method is available only for supergroups'],
  ] as const)
    expect(await call(method, { chat_id: -500, user_id: bob.id, permissions: {} })).toMatchObject({
      error_code: 400,
      description: `Bad Request: ${description}`,
    })
  expect((await call('kickChatMember', { chat_id: -500, user_id: bob.id })).result).toBe(true)
  expect((await call('getChatMembersCount', { chat_id: -500 })).result).toBe(2)
  expect((await call('getChatMember', { chat_id: -500, user_id: bob.id })).result.status).toBe('left')
})

test('a basic group that becomes a supergroup answers with where it went', async () => {
  const group = world().founds(ann, { type: 'group', title: 'Small' })
  world().places(ann, group, bot, { status: 'member' })
  await take()
  const next = world().migrates(ann, group)
  const [there, here] = (await take()).map(({ message }) => message)
  expect(there).toMatchObject({ chat: { id: group.id }, migrate_to_chat_id: next.id })
  expect(here).toMatchObject({ chat: { id: next.id, type: 'supergroup' }, migrate_from_chat_id: group.id })
  expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: next.id },
  })
  expect((await call('sendMessage', { chat_id: next.id, text: 'x' })).ok).toBe(true)
  expect((await call('getChat', { chat_id: group.id })).ok).toBe(true)
})

test('a deleted group says so; a deleted supergroup has thrown everybody out', async () => {
  const small = world().chat({ type: 'group', title: 'S', members: owned() })
  const large = world().chat({ type: 'supergroup', title: 'L', members: owned() })
  world().destroys(ann, small)
  world().destroys(ann, large)
  const reasons = await Promise.all(
    [small, large].map(async ({ id }) => (await call('sendMessage', { chat_id: id, text: 'x' })).description),
  )
  expect(reasons).toEqual([
    'Forbidden: the group chat was deleted',
    'Forbidden: bot was kicked from the supergroup chat',
  ])
})

test('a channel speaks by posts, without a sender, and only administrators with the right post', async () => {
  const rights = { can_post_messages: true }
  const channel = world().chat({
    type: 'channel',
    title: 'News',
    username: 'sim_news',
    signed: true,
    members: owned({ rights }),
  })
  world().places(ann, channel, bob, { status: 'administrator', rights: { can_post_messages: true } })
  const post = world().says(bob, channel, 'Hello, world')
  expect(post).toMatchObject({ sender_chat: { id: channel.id }, author_signature: 'Bob' })
  expect(post).not.toHaveProperty('from')
  world().edits(bob, channel, post.message_id, 'Hello')
  const updates = await take()
  expect(kinds(updates)).toEqual(['chat_member', 'channel_post', 'edited_channel_post'])
  expect(updates[1]?.channel_post?.chat).toEqual({
    id: channel.id,
    type: 'channel',
    title: 'News',
    username: 'sim_news',
  })
  const mine = await call('sendMessage', { chat_id: '@SIM_news', text: 'by name' })
  expect(mine.result).toMatchObject({ sender_chat: { id: channel.id }, author_signature: 'Chat' })
  expect(await call('editMessageText', { chat_id: channel.id, message_id: post.message_id, text: 'x' })).toMatchObject({
    description: "Bad Request: message can't be edited",
  })
  world().places(ann, channel, bot, { status: 'administrator', rights: { can_edit_messages: true } })
  expect((await call('editMessageText', { chat_id: channel.id, message_id: post.message_id, text: 'x' })).ok).toBe(true)
  expect(await call('sendMessage', { chat_id: channel.id, text: 'x' })).toMatchObject({
    error_code: 400,
    description: 'Bad Request: need administrator rights in the channel chat',
  })
  expect(() => world().says(world().person('Reader'), channel, 'hi')).toThrow()
})

test('a post appears in the linked discussion group, and answers to it make its thread', async () => {
  const talk = world().chat({ type: 'supergroup', title: 'Talk', members: [...owned(), { id: bob.id }] })
  const channel = world().chat({ type: 'channel', title: 'News', linked_chat_id: talk.id, members: owned() })
  const post = world().says(ann, channel, 'Big news')
  const copy = (await take()).at(-1)?.message
  expect(copy).toMatchObject({
    from: { id: 777000 },
    sender_chat: { id: channel.id },
    is_automatic_forward: true,
    forward_origin: { type: 'channel', chat: { id: channel.id }, message_id: post.message_id },
    text: 'Big news',
  })
  const comment = world().says(bob, talk, 'wow', { replyTo: copy?.message_id ?? 0 })
  expect(comment).toMatchObject({ message_thread_id: copy?.message_id })
  expect((await call('getChat', { chat_id: channel.id })).result.linked_chat_id).toBe(talk.id)
})

test('the title, the description and the picture change with their service messages', async () => {
  const { id: chat_id } = world().chat({ type: 'supergroup', title: 'Old', members: owned() })
  await call('setChatTitle', { chat_id, title: '  New\nname ' })
  await call('setChatTitle', { chat_id, title: 'New name' })
  await call('setChatDescription', { chat_id, description: 'About us' })
  const form = new FormData()
  form.set('chat_id', String(chat_id))
  form.set('photo', new Blob([png(640, 640)]), 'face.png')
  await fetch(`${world().url}/bot${bot.token}/setChatPhoto`, { method: 'POST', body: form })
  const chat = (await call('getChat', { chat_id })).result
  expect(chat).toMatchObject({ title: 'New name', description: 'About us', photo: { big_file_id: expect.any(String) } })
  expect((await call('getFile', { file_id: chat.photo.small_file_id })).ok).toBe(true)
  await call('deleteChatPhoto', { chat_id })
  const updates = await take()
  expect(updates.map(({ message }) => Object.keys(message ?? {}).at(-1))).toEqual([
    'new_chat_title',
    'new_chat_photo',
    'delete_chat_photo',
  ])
  expect(await call('setChatDescription', { chat_id, description: 'About us' })).toMatchObject({
    description: 'Bad Request: chat description is not modified',
  })
  expect(await call('setChatTitle', { chat_id, title: ' ' })).toMatchObject({
    description: 'Bad Request: title must be non-empty',
  })
})

test.each<[string, object, string]>([
  ['setChatTitle', { title: 'x' }, "can't change private chat title"],
  ['setChatDescription', {}, "can't change private chat description"],
  ['setChatPhoto', {}, 'there is no photo in the request'],
  ['setChatPhoto', { photo: 'AgAC' }, 'photo must be uploaded as an InputFile'],
  ['setChatPermissions', { permissions: {} }, "can't change private chat permissions"],
  ['leaveChat', {}, "can't leave private chats"],
  ['banChatMember', { user_id: 77 }, "can't ban members in private chats"],
  ['createChatInviteLink', {}, "can't invite members to a private chat"],
  ['createForumTopic', { name: 'x' }, 'the chat is not a forum'],
  ['closeForumTopic', { message_thread_id: 5 }, 'the chat is not a supergroup forum'],
  ['sendMessage', { text: 'x', message_thread_id: 5 }, 'message thread not found'],
])('%s %j is refused in a private chat', async (method, params, reason) => {
  world().says(ann, bot, '/start')
  expect(await call(method, { chat_id: ann.id, ...params })).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${reason}`,
  })
})

test.each([
  ['a public supergroup the bot is not in', { username: 'open_house' }, '@open_house', true],
  ['a private one', {}, '', false],
])('%s is read by name only', async (_, more, address, found) => {
  const chat = world().chat({
    type: 'supergroup',
    title: 'House',
    members: [{ id: ann.id, status: 'creator' }],
    ...more,
  })
  const answer = await call('getChat', { chat_id: address || chat.id })
  expect(answer.ok).toBe(found)
  if (!found) expect(answer.description).toBe('Bad Request: chat not found')
  else
    expect(await call('sendMessage', { chat_id: address, text: 'x' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot is not a member of the supergroup chat',
    })
})

test("a person's page in getChat has their bio, and what a bot asks for as an administrator is remembered", async () => {
  const eve = world().person('Eve', { bio: 'paints' })
  world().says(eve, bot, 'hi')
  expect((await call('getChat', { chat_id: eve.id })).result).toMatchObject({ type: 'private', bio: 'paints' })
  await call('setMyDefaultAdministratorRights', { rights: { can_delete_messages: true } })
  expect((await call('getMyDefaultAdministratorRights')).result).toMatchObject({
    can_manage_chat: true,
    can_delete_messages: true,
    can_pin_messages: false,
  })
  expect((await call('getMyDefaultAdministratorRights', { for_channels: true })).result).toMatchObject({
    can_post_messages: false,
  })
  const { id: chat_id } = world().chat({ type: 'channel', title: 'C', members: owned() })
  expect((await call('getUserChatBoosts', { chat_id, user_id: ann.id })).result).toEqual({ boosts: [] })
})
