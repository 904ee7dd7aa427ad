import { afterAll, beforeEach, expect, test } from 'vitest'
import { caller, schemaProblems, taker } from '../kit.ts'
import { createSimulator, handClock, type SimBot, type SimGroup, type SimPerson, type Simulator } from '../simulator.ts'
import { rightsOf } from '../world/right-names.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z') / 1000
const DAY = 86_400
const ALL = rightsOf((right) => right !== 'is_anonymous')

let sim: Simulator | undefined
let clock = handClock()
let bot: SimBot
let peer: SimBot
let ann: SimPerson
let bob: SimPerson
let eve: SimPerson
let group: SimGroup
let call: ReturnType<typeof caller>
let take: ReturnType<typeof taker>

/** A supergroup: Ann owns it, the bot may do everything, Bob is a member, Eve is outside, a second bot a plain member. */
beforeEach(async () => {
  await sim?.close()
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'guard_bot', name: 'Guard' })
  peer = sim.bot({ username: 'peer_bot', name: 'Peer' })
  ann = sim.person('Ann')
  bob = sim.person('Bob')
  eve = sim.person('Eve')
  group = sim.chat({
    id: -1001234567890,
    type: 'supergroup',
    title: 'Team',
    members: [
      { id: ann.id, status: 'creator', custom_title: 'Boss' },
      { id: bot.id, status: 'administrator', rights: ALL },
      { id: bob.id },
      { id: peer.id },
    ],
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
const about = (user: { id: number }) => ({ chat_id: group.id, user_id: user.id })
const member = async (user: { id: number }) => (await call('getChatMember', about(user))).result

test('a chat made from outside is found under its id, and nobody is told of it', async () => {
  expect(await take()).toEqual([])
  expect((await call('getChat', { chat_id: -1001234567890 })).result).toMatchObject({
    id: -1001234567890,
    type: 'supergroup',
    title: 'Team',
    permissions: { can_send_messages: true, can_send_media_messages: true, can_react_to_messages: true },
    invite_link: expect.stringMatching(/^https:\/\/t\.me\/\+[\w-]{16}$/),
    max_reaction_count: 11,
    accepted_gift_types: { unlimited_gifts: false },
  })
  expect((await call('getChatMemberCount', { chat_id: group.id })).result).toBe(4)
})

test('a member of each standing is shown with everything the schema asks for', async () => {
  expect(await member(ann)).toEqual({
    user: expect.objectContaining({ id: ann.id }),
    status: 'creator',
    custom_title: 'Boss',
    is_anonymous: false,
  })
  const me = await member(bot)
  expect(me).toMatchObject({
    status: 'administrator',
    can_be_edited: false,
    can_manage_chat: true,
    can_manage_topics: true,
    can_manage_voice_chats: true,
    can_send_welcome_messages: true,
    is_anonymous: false,
  })
  expect(me).not.toHaveProperty('can_post_messages')
  expect(await member(bob)).toEqual({ user: expect.objectContaining({ id: bob.id }), status: 'member' })
  expect(await member(eve)).toEqual({ user: expect.objectContaining({ id: eve.id }), status: 'left' })
})

test('administrators are listed without other bots, unless they are asked for', async () => {
  world().places(ann, group, peer, { status: 'administrator' })
  const ids = async (more = {}) =>
    (await call('getChatAdministrators', { chat_id: group.id, ...more })).result.map(
      (one: { user: { id: number } }) => one.user.id,
    )
  expect(await ids()).toEqual([ann.id, bot.id])
  expect(await ids({ return_bots: true })).toEqual([ann.id, bot.id, peer.id])
})

test('a ban is told to the administrators among bots, announced, and ends by the clock', async () => {
  const until_date = NOW + 10 * DAY
  expect((await call('banChatMember', { ...about(bob), until_date })).result).toBe(true)
  const [change, news] = await take()
  expect(change?.chat_member).toMatchObject({
    chat: { id: group.id, type: 'supergroup' },
    from: { id: bot.id },
    date: NOW,
    old_chat_member: { status: 'member', user: { id: bob.id } },
    new_chat_member: { status: 'kicked', until_date },
  })
  expect(news?.message).toMatchObject({
    from: { id: bot.id },
    left_chat_member: { id: bob.id },
    left_chat_participant: {},
  })
  expect(await member(bob)).toMatchObject({ status: 'kicked', until_date })
  expect(() => world().says(bob, group, 'hello?')).toThrow('Bob is not in this chat.')
  await clock.advance(10 * DAY * 1000)
  expect((await member(bob)).status).toBe('left')
})

test.each([
  ['less than half a minute', 29],
  ['more than a year and a day', 366 * DAY + 1],
])('a ban of %s is forever', async (_, ahead) => {
  await call('banChatMember', { ...about(bob), until_date: NOW + ahead })
  expect(await member(bob)).toMatchObject({ status: 'kicked', until_date: 0 })
})

test('unbanning lets go who is in, frees who is banned, and with only_if_banned does neither to a member', async () => {
  await call('unbanChatMember', { ...about(bob), only_if_banned: true })
  expect((await member(bob)).status).toBe('member')
  expect(await take()).toEqual([])
  await call('unbanChatMember', about(bob))
  const statuses = (await take()).flatMap(({ chat_member }) => chat_member?.new_chat_member.status ?? [])
  expect(statuses).toEqual(['kicked', 'left'])
  await call('banChatMember', about(eve))
  await call('unbanChatMember', { ...about(eve), only_if_banned: true })
  expect((await member(eve)).status).toBe('left')
})

test('a restricted member writes only what is left to them, until the restriction ends', async () => {
  const permissions = { can_send_messages: true, can_send_polls: true }
  await call('restrictChatMember', { ...about(bob), permissions, until_date: NOW + 3600 })
  expect(await member(bob)).toMatchObject({
    status: 'restricted',
    is_member: true,
    until_date: NOW + 3600,
    can_send_messages: true,
    can_send_photos: false,
    can_send_polls: true,
    can_send_media_messages: false,
  })
  world().says(bob, group, 'words are fine')
  const voice = { kind: 'voice', name: 'v.ogg', bytes: Buffer.from('x') } as const
  expect(() => world().sendsFile(bob, group, voice)).toThrow('Bob may not send voice notes here.')
  await clock.advance(3600 * 1000)
  expect((await member(bob)).status).toBe('member')
  world().sendsFile(bob, group, voice)
})

test('other messages bring the media along, unless permissions are independent', async () => {
  const permissions = { can_send_other_messages: true }
  await call('restrictChatMember', { ...about(bob), permissions })
  expect(await member(bob)).toMatchObject({ can_send_messages: true, can_send_photos: true, can_send_polls: false })
  await call('restrictChatMember', { ...about(bob), permissions, use_independent_chat_permissions: true })
  expect(await member(bob)).toMatchObject({ can_send_messages: false, can_send_photos: false })
  const every = Object.fromEntries(
    Object.keys(world().member(group, bob).permissions ?? {}).map((name) => [name, true]),
  )
  await call('restrictChatMember', { ...about(bob), permissions: every })
  expect((await member(bob)).status).toBe('member')
})

test('the chat permissions hold for plain members and for plain bots', async () => {
  await call('setChatPermissions', { chat_id: group.id, permissions: { can_send_photos: true } })
  expect(() => world().says(bob, group, 'hi')).toThrow('Bob may not send text messages here.')
  world().says(ann, group, 'the owner may')
  const answer = await caller(world(), peer)('sendMessage', { chat_id: group.id, text: 'hi' })
  expect(answer).toMatchObject({
    error_code: 400,
    description: 'Bad Request: not enough rights to send text messages to the chat',
  })
  expect((await call('sendMessage', { chat_id: group.id, text: 'an administrator may' })).ok).toBe(true)
})

test('a promoted member has the rights that were given, and the bot may change them', async () => {
  await call('promoteChatMember', { ...about(bob), can_pin_messages: true })
  const [change] = await take()
  expect(change?.chat_member?.new_chat_member).toMatchObject({
    status: 'administrator',
    can_be_edited: true,
    can_manage_chat: true,
    can_pin_messages: true,
    can_delete_messages: false,
  })
  await call('setChatAdministratorCustomTitle', { ...about(bob), custom_title: 'Keeper' })
  expect(await member(bob)).toMatchObject({ custom_title: 'Keeper' })
  await call('promoteChatMember', { ...about(bob), can_pin_messages: false })
  expect((await member(bob)).status).toBe('member')
})

test('a tag is shown with the member and under what they write', async () => {
  await call('setChatMemberTag', { ...about(bob), tag: 'newcomer' })
  expect(await member(bob)).toMatchObject({ status: 'member', tag: 'newcomer' })
  expect(world().says(bob, group, 'hi')).toMatchObject({ sender_tag: 'newcomer' })
})

test('a bot is told when it is added, promoted and sent away, and can do nothing there any more', async () => {
  const other = world().chat({ type: 'supergroup', title: 'Other', members: [{ id: ann.id, status: 'creator' }] })
  world().places(ann, other, bot, { status: 'member' })
  world().places(ann, other, bot, { status: 'administrator' })
  world().places(ann, other, bot, { status: 'kicked' })
  const updates = await take()
  const steps = updates.flatMap(({ my_chat_member: m }) =>
    m ? [`${m.old_chat_member.status} ${m.new_chat_member.status}`] : [],
  )
  expect(steps).toEqual(['left member', 'member administrator', 'administrator kicked'])
  expect(updates.at(-1)?.message).toMatchObject({ left_chat_member: { id: bot.id } })
  for (const method of ['sendMessage', 'getChat', 'getChatMemberCount'])
    expect(await call(method, { chat_id: other.id, text: 'x' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    })
})

test('a bot that leaves hears of it itself', async () => {
  expect((await call('leaveChat', { chat_id: group.id })).result).toBe(true)
  const updates = await take()
  expect(updates.map((u) => Object.keys(u)[1])).toEqual(['my_chat_member', 'message'])
  expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({
    description: 'Forbidden: bot is not a member of the supergroup chat',
  })
})

test('a channel whose chat is banned writes no more', async () => {
  const channel = world().chat({ type: 'channel', title: 'Ads', members: [{ id: bob.id, status: 'creator' }] })
  const said = world().says(bob, group, 'buy!', { as: channel })
  expect(said).toMatchObject({ from: { username: 'Channel_Bot' }, sender_chat: { id: channel.id, type: 'channel' } })
  const ban = { chat_id: group.id, sender_chat_id: channel.id }
  expect((await call('banChatSenderChat', ban)).result).toBe(true)
  expect(() => world().says(bob, group, 'buy!', { as: channel })).toThrow('Ads may not write here.')
  await call('unbanChatSenderChat', ban)
  world().says(bob, group, 'buy!', { as: channel })
})

test.each<[string, (ids: Record<string, number>) => object, string]>([
  ['getChatMember', () => ({ user_id: 'x' }), 'invalid user_id specified'],
  ['getChatMember', () => ({ user_id: 5 }), 'user not found'],
  ['banChatMember', () => ({ user_id: 5 }), 'PARTICIPANT_ID_INVALID'],
  ['banChatMember', ({ ann }) => ({ user_id: ann }), "can't remove chat owner"],
  ['banChatMember', ({ bot }) => ({ user_id: bot }), "can't restrict self"],
  ['banChatMember', ({ admin }) => ({ user_id: admin }), 'user is an administrator of the chat'],
  ['restrictChatMember', ({ ann }) => ({ user_id: ann, permissions: {} }), "can't remove chat owner"],
  ['restrictChatMember', ({ bob }) => ({ user_id: bob, permissions: [] }), 'object expected as permissions'],
  ['restrictChatMember', ({ bob }) => ({ user_id: bob, permissions: '{' }), "can't parse permissions JSON object"],
  [
    'restrictChatMember',
    ({ bob }) => ({ user_id: bob, permissions: { can_send_polls: 1 } }),
    'can\'t parse chat permissions: Field "can_send_polls" must be of type Boolean',
  ],
  ['promoteChatMember', ({ bot }) => ({ user_id: bot, can_pin_messages: true }), "can't promote self"],
  ['promoteChatMember', ({ ann }) => ({ user_id: ann, can_pin_messages: true }), "can't remove chat owner"],
  ['promoteChatMember', ({ admin }) => ({ user_id: admin, can_pin_messages: true }), 'CHAT_ADMIN_REQUIRED'],
  ['promoteChatMember', ({ eve }) => ({ user_id: eve, can_pin_messages: true }), 'USER_NOT_PARTICIPANT'],
  [
    'setChatAdministratorCustomTitle',
    ({ ann }) => ({ user_id: ann, custom_title: 'x' }),
    'only creator can edit their custom title',
  ],
  ['setChatAdministratorCustomTitle', ({ bob }) => ({ user_id: bob }), 'user is not an administrator'],
  [
    'setChatAdministratorCustomTitle',
    ({ admin }) => ({ user_id: admin, custom_title: 'x' }),
    'not enough rights to change custom title of the user',
  ],
  ['banChatSenderChat', () => ({}), 'sender_chat_id is empty'],
  ['banChatSenderChat', () => ({ sender_chat_id: 'x' }), 'sender_chat_id is not a valid Integer'],
])('%s is refused: %#', async (method, params, reason) => {
  const admin = world().person('Adam')
  world().places(ann, group, admin, { status: 'administrator' })
  const ids = { ann: ann.id, bob: bob.id, eve: eve.id, bot: bot.id, admin: admin.id }
  expect(await call(method, { chat_id: group.id, ...params(ids) })).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${reason}`,
  })
})

test.each<[string, object, string]>([
  ['banChatMember', {}, 'not enough rights to restrict/unrestrict chat member'],
  ['restrictChatMember', { permissions: {} }, 'not enough rights to restrict/unrestrict chat member'],
  ['promoteChatMember', { can_pin_messages: true }, 'not enough rights'],
  ['setChatPermissions', { permissions: {} }, 'not enough rights to change chat permissions'],
  ['setChatTitle', { title: 'x' }, 'not enough rights to change chat title'],
  ['setChatDescription', { description: 'x' }, 'not enough rights to set chat description'],
  ['deleteChatPhoto', {}, 'not enough rights to change chat photo'],
  ['exportChatInviteLink', {}, 'not enough rights to manage chat invite link'],
  ['approveChatJoinRequest', {}, 'not enough rights to manage chat join requests'],
  ['pinChatMessage', { message_id: 1 }, 'not enough rights to manage pinned messages in the chat'],
  ['setChatStickerSet', { sticker_set_name: 'x' }, 'not enough rights to change supergroup sticker set'],
])('a plain member lacks the right for %s', async (method, params, reason) => {
  world().says(bob, group, 'a message')
  const answer = await caller(world(), peer)(method, { ...about(bob), ...params })
  expect(answer).toMatchObject({ error_code: 400, description: `Bad Request: ${reason}` })
})
