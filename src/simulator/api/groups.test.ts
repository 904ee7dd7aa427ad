import { afterAll, beforeEach, expect, test } from 'vitest'
import { caller, schemaProblems, taker } from '../kit.ts'
import { createSimulator, handClock, type SimBot, type SimGroup, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator | undefined
let clock = handClock()
let bot: SimBot
let plain: SimBot
let ann: SimPerson
let bob: SimPerson
let group: SimGroup
let call: ReturnType<typeof caller>
let callPlain: ReturnType<typeof caller>
let take: ReturnType<typeof taker>

/** One bot is an administrator, the other a plain member in privacy mode. */
beforeEach(async () => {
  await sim?.close()
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'admin_bot', name: 'Admin' })
  plain = sim.bot({ username: 'plain_bot', name: 'Plain' })
  ann = sim.person('Ann')
  bob = sim.person('Bob')
  group = sim.chat({
    type: 'supergroup',
    title: 'Group',
    members: [
      { id: ann.id, status: 'creator' },
      { id: bob.id },
      { id: bot.id, status: 'administrator' },
      { id: plain.id },
    ],
  })
  call = caller(sim, bot)
  callPlain = caller(sim, plain)
  take = taker(call)
  await take()
})
afterAll(async () => {
  expect(sim && schemaProblems(sim)).toEqual([])
  await sim?.close()
})

const world = () => sim as Simulator
const here = (more: object = {}) => ({ chat_id: group.id, ...more })
const LIKE = { type: 'emoji', emoji: '👍' } as const

test('a reaction of a person is told to administrators, with what was before', async () => {
  const { message_id } = world().says(bob, group, 'hi')
  await take()
  await taker(callPlain)()
  world().reacts(ann, group, message_id, [LIKE])
  world().reacts(ann, group, message_id, [])
  const [first, second] = await take()
  expect(first?.message_reaction).toEqual({
    chat: { id: group.id, type: 'supergroup', title: 'Group' },
    message_id,
    user: expect.objectContaining({ id: ann.id }),
    date: expect.any(Number),
    old_reaction: [],
    new_reaction: [LIKE],
  })
  expect(second?.message_reaction).toMatchObject({ old_reaction: [LIKE], new_reaction: [] })
  expect(await taker(callPlain)()).toEqual([])
})

test('reactions are told only to who asked for them', async () => {
  const { message_id } = world().says(bob, group, 'hi')
  await call('getUpdates', { allowed_updates: [] })
  const before = world().updates(bot).length
  world().reacts(ann, group, message_id, [LIKE])
  world().places(ann, group, bob, { status: 'kicked' })
  const kinds = world()
    .updates(bot)
    .slice(before)
    .map(({ update }) => Object.keys(update)[1])
  expect(kinds).toEqual(['message'])
})

test('in a channel reactions are counted, not named; in private they are told too', async () => {
  const channel = world().chat({
    type: 'channel',
    title: 'C',
    members: [{ id: ann.id, status: 'creator' }, { id: bot.id, status: 'administrator' }, { id: bob.id }],
  })
  const { message_id } = world().says(ann, channel, 'post')
  world().reacts(ann, channel, message_id, [LIKE])
  world().reacts(bob, channel, message_id, [LIKE])
  const counts = (await take()).flatMap(({ message_reaction_count: m }) => m?.reactions.map((r) => r.total_count) ?? [])
  expect(counts).toEqual([1, 2])
  const mine = world().says(bob, bot, 'hi')
  world().reacts(bob, bot, mine.message_id, [LIKE])
  expect((await take()).at(-1)?.message_reaction).toMatchObject({ chat: { type: 'private' }, new_reaction: [LIKE] })
})

test('a bot sets one reaction of the fixed list, which people see and bots are not told', async () => {
  const { message_id } = world().says(bob, group, 'hi')
  await take()
  const set = (reaction: unknown) => call('setMessageReaction', here({ message_id, reaction }))
  expect((await set([{ type: 'emoji', emoji: '❤️' }])).result).toBe(true)
  expect(world().transcript(ann, group)[0]?.reactions).toEqual([{ type: 'emoji', emoji: '❤' }])
  expect(await set([LIKE, { type: 'emoji', emoji: '🔥' }])).toMatchObject({
    description: 'Bad Request: REACTIONS_TOO_MANY',
  })
  expect(await set([{ type: 'emoji', emoji: '🚀' }])).toMatchObject({ description: 'Bad Request: REACTION_INVALID' })
  expect(await set([{ type: 'custom_emoji', custom_emoji_id: '5' }])).toMatchObject({
    description: 'Bad Request: REACTION_INVALID',
  })
  expect(await set([{ type: 'paid' }])).toMatchObject({ description: 'Bad Request: REACTION_INVALID' })
  expect(await set([{ type: 'gift' }])).toMatchObject({
    description: "Bad Request: can't parse ReactionType: invalid reaction type specified",
  })
  expect(await set('x')).toMatchObject({ description: "Bad Request: can't parse reaction types JSON object" })
  await set([])
  expect(world().transcript(ann, group)[0]).not.toHaveProperty('reactions')
  expect(await take()).toEqual([])
})

test('a bot that may delete messages takes reactions away', async () => {
  const { message_id } = world().says(bob, group, 'hi')
  world().reacts(ann, group, message_id, [LIKE])
  expect((await call('deleteMessageReaction', here({ message_id, user_id: ann.id }))).result).toBe(true)
  expect(world().transcript(ann, group)[0]).not.toHaveProperty('reactions')
  expect((await callPlain('deleteMessageReaction', here({ message_id, user_id: ann.id }))).ok).toBe(false)
})

test('pinning is announced, to the bot that did it too; the newest by its date is shown', async () => {
  const ids = ['a', 'b'].map((text) => world().says(bob, group, text).message_id)
  await take()
  await call('pinChatMessage', here({ message_id: ids[1] }))
  await call('pinChatMessage', here({ message_id: ids[0] }))
  expect((await take()).map(({ message }) => message?.pinned_message?.message_id)).toEqual([ids[1], ids[0]])
  expect((await call('getChat', here())).result.pinned_message.message_id).toBe(ids[1])
  expect((await call('unpinChatMessage', here())).result).toBe(true)
  expect((await call('getChat', here())).result.pinned_message.message_id).toBe(ids[0])
  await call('unpinAllChatMessages', here())
  expect(await call('unpinChatMessage', here())).toMatchObject({
    description: 'Bad Request: message to unpin not found',
  })
  expect(await call('pinChatMessage', here({ message_id: 999 }))).toMatchObject({
    description: 'Bad Request: message to pin not found',
  })
  world().pins(ann, group, ids[0] ?? 0)
  expect((await take())[0]?.message).toMatchObject({ from: { id: ann.id }, pinned_message: { text: 'a' } })
})

test('a bot deletes its own messages, with the right anybody’s, and nothing older than two days', async () => {
  const theirs = world().says(bob, group, 'hi').message_id
  const own = (await callPlain('sendMessage', here({ text: 'mine' }))).result.message_id
  expect(await callPlain('deleteMessage', here({ message_id: theirs }))).toMatchObject({
    description: "Bad Request: message can't be deleted",
  })
  expect((await callPlain('deleteMessage', here({ message_id: own }))).result).toBe(true)
  expect((await call('deleteMessage', here({ message_id: theirs }))).result).toBe(true)
  const old = world().says(bob, group, 'old').message_id
  await clock.advance(48 * 3_600_000)
  expect(await call('deleteMessage', here({ message_id: old }))).toMatchObject({
    description: "Bad Request: message can't be deleted",
  })
})

test('in a basic group and in private the refusal names everyone', async () => {
  const small = world().chat({
    type: 'group',
    title: 'S',
    members: [{ id: ann.id, status: 'creator' }, { id: plain.id }],
  })
  const { message_id } = world().says(ann, small, 'hi')
  expect(await callPlain('deleteMessage', { chat_id: small.id, message_id })).toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  })
  const mine = world().says(ann, plain, 'hi').message_id
  expect((await callPlain('deleteMessage', { chat_id: ann.id, message_id: mine })).result).toBe(true)
  const old = world().says(ann, plain, 'old').message_id
  await clock.advance(48 * 3_600_000)
  expect(await callPlain('deleteMessage', { chat_id: ann.id, message_id: old })).toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  })
})

test('privacy mode: commands for it, replies to it, what happens; a command without a name is for who spoke last', async () => {
  const texts = async (ask: typeof call) =>
    (await taker(ask)()).map(({ message }) => message?.text ?? Object.keys(message ?? {}).at(-1))
  await texts(callPlain)
  const { result } = await callPlain('sendMessage', here({ text: 'Ready' }))
  world().says(bob, group, 'chatter')
  world().says(bob, group, '/help')
  await call('sendMessage', here({ text: 'I speak' }))
  world().says(bob, group, '/help')
  world().says(bob, group, '/help@plain_bot')
  world().says(bob, group, 'thanks', { replyTo: result.message_id })
  world().changes(ann, group, { title: 'Renamed' })
  expect(await texts(callPlain)).toEqual(['/help', '/help@plain_bot', 'thanks', 'new_chat_title'])
  expect(await texts(call)).toEqual(['chatter', '/help', '/help', '/help@plain_bot', 'thanks', 'new_chat_title'])
})

test('with privacy mode off a bot sees all that people say', async () => {
  world().bot({ username: 'plain_bot', name: 'Plain', can_read_all_group_messages: true })
  world().says(bob, group, 'chatter')
  expect((await taker(callPlain)()).map(({ message }) => message?.text)).toEqual(['chatter'])
  expect((await callPlain('getMe')).result.can_read_all_group_messages).toBe(true)
})

test('an anonymous administrator speaks as the group', async () => {
  const rights = { is_anonymous: true, can_delete_messages: true }
  world().places(ann, group, bob, { status: 'administrator', rights, custom_title: 'Staff' })
  expect(world().says(bob, group, 'hush')).toMatchObject({
    from: { id: 1087968824, username: 'GroupAnonymousBot', is_bot: true },
    sender_chat: { id: group.id },
    author_signature: 'Staff',
  })
})

test('people do only what they may', async () => {
  const { message_id } = world().says(bob, group, 'hi')
  const eve = world().person('Eve')
  expect(() => world().places(bob, group, ann, { status: 'kicked' })).toThrow('The owner stays the owner.')
  expect(() => world().places(bob, group, plain, { status: 'kicked' })).toThrow('Bob may not restrict people.')
  expect(() => world().places(bob, group, eve, { status: 'administrator' })).toThrow('Bob may not make administrators.')
  expect(() => world().destroys(bob, group)).toThrow('Bob may not do what only the owner does.')
  expect(() => world().reacts(eve, group, message_id, [LIKE])).toThrow('Eve is not in this chat.')
  world().places(bob, group, eve, { status: 'member' })
  world().places(eve, group, eve, { status: 'left' })
  expect(() => world().says(eve, group, 'bye')).toThrow('Eve is not in this chat.')
})
