import { afterAll, beforeEach, expect, test } from 'vitest'
import { caller, schemaProblems, taker } from '../kit.ts'
import { createSimulator, handClock, type SimBot, type SimGroup, type SimPerson, type Simulator } from '../simulator.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z') / 1000

let sim: Simulator | undefined
let clock = handClock()
let bot: SimBot
let ann: SimPerson
let bob: SimPerson
let eve: SimPerson
let group: SimGroup
let call: ReturnType<typeof caller>
let take: ReturnType<typeof taker>

beforeEach(async () => {
  await sim?.close()
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'door_bot', name: 'Door' })
  ann = sim.person('Ann')
  bob = sim.person('Bob', { bio: 'likes doors' })
  eve = sim.person('Eve')
  group = sim.chat({
    type: 'supergroup',
    title: 'Club',
    members: [
      { id: ann.id, status: 'creator' },
      { id: bot.id, status: 'administrator' },
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
const here = (more: object = {}) => ({ chat_id: group.id, ...more })

test('a link says all about itself, and who comes by it is told with it', async () => {
  const { result: link } = await call('createChatInviteLink', here({ name: 'For Bob', member_limit: 1 }))
  expect(link).toEqual({
    invite_link: expect.stringMatching(/^https:\/\/t\.me\/\+[\w-]{16}$/),
    name: 'For Bob',
    creator: expect.objectContaining({ id: bot.id, is_bot: true }),
    member_limit: 1,
    creates_join_request: false,
    is_primary: false,
    is_revoked: false,
  })
  expect(world().joins(bob, link.invite_link)).toBe('joined')
  const [change, news] = await take()
  expect(change?.chat_member).toMatchObject({
    from: { id: bob.id },
    new_chat_member: { status: 'member' },
    invite_link: { invite_link: link.invite_link, name: 'For Bob' },
  })
  expect(news?.message).toMatchObject({ from: { id: bob.id }, new_chat_members: [{ id: bob.id }], new_chat_member: {} })
  expect(() => world().joins(eve, link.invite_link)).toThrow('That link leads nowhere.')
})

test('a link ends by the clock, by revoking, and for who is banned', async () => {
  const { result: short } = await call('createChatInviteLink', here({ expire_date: NOW + 60 }))
  const { result: long } = await call('createChatInviteLink', here())
  await clock.advance(60_000)
  expect(() => world().joins(bob, short.invite_link)).toThrow()
  await call('banChatMember', here({ user_id: bob.id }))
  expect(() => world().joins(bob, long.invite_link)).toThrow()
  const { result: edited } = await call('editChatInviteLink', here({ invite_link: long.invite_link, name: 'New' }))
  expect(edited).toMatchObject({ name: 'New', is_revoked: false })
  expect((await call('revokeChatInviteLink', here({ invite_link: long.invite_link }))).result.is_revoked).toBe(true)
  expect(() => world().joins(eve, long.invite_link)).toThrow()
})

test('a new primary link ends the old one, and getChat shows the newest', async () => {
  const old = (await call('getChat', here())).result.invite_link
  const { result: fresh } = await call('exportChatInviteLink', here())
  expect(fresh).not.toBe(old)
  expect((await call('getChat', here())).result.invite_link).toBe(fresh)
  expect(() => world().joins(bob, old)).toThrow()
  const { result: revoked } = await call('revokeChatInviteLink', here({ invite_link: fresh }))
  expect(revoked).toMatchObject({ is_primary: true, is_revoked: true })
  expect((await call('getChat', here())).result.invite_link).not.toBe(fresh)
})

test('who must be approved asks first; the bot may write to them for five minutes', async () => {
  const { result: link } = await call('createChatInviteLink', here({ creates_join_request: true }))
  expect(world().joins(bob, link.invite_link)).toBe('requested')
  const [asked] = await take()
  expect(asked?.chat_join_request).toMatchObject({
    chat: { id: group.id },
    from: { id: bob.id },
    user_chat_id: bob.id,
    date: NOW,
    bio: 'likes doors',
    invite_link: { creates_join_request: true, pending_join_request_count: 1 },
  })
  expect((await call('sendMessage', { chat_id: bob.id, text: 'Why?' })).ok).toBe(true)
  expect((await call('approveChatJoinRequest', here({ user_id: bob.id }))).result).toBe(true)
  expect((await take())[0]?.chat_member).toMatchObject({
    from: { id: bot.id },
    new_chat_member: { status: 'member' },
    invite_link: { invite_link: link.invite_link },
  })
  world().joins(eve, link.invite_link)
  await clock.advance(301_000)
  expect(await call('sendMessage', { chat_id: eve.id, text: 'Why?' })).toMatchObject({
    description: 'Bad Request: chat not found',
  })
  expect((await call('declineChatJoinRequest', here({ user_id: eve.id }))).result).toBe(true)
  expect((await call('getChatMember', here({ user_id: eve.id }))).result.status).toBe('left')
})

test('of a link of somebody else a bot sees only the beginning', async () => {
  const address = 'https://t.me/+AbCdEfGhIjKlMnOp'
  const other = world().chat({
    type: 'supergroup',
    title: 'Other',
    members: [
      { id: ann.id, status: 'creator' },
      { id: bot.id, status: 'administrator' },
    ],
    invite_links: [{ invite_link: address, creator: ann.id }],
  })
  world().joins(bob, address)
  const [change] = await take()
  expect(change?.chat_member?.invite_link).toMatchObject({
    invite_link: 'https://t.me/+AbCdEfGh…',
    creator: { id: ann.id },
  })
  expect(await call('revokeChatInviteLink', { chat_id: other.id, invite_link: address })).toMatchObject({
    description: 'Bad Request: INVITE_HASH_EXPIRED',
  })
})

test.each<[string, object, string]>([
  [
    'createChatInviteLink',
    { creates_join_request: true, member_limit: 5 },
    "member limit can't be specified for links requiring administrator approval",
  ],
  ['createChatInviteLink', { expire_date: 5 }, 'EXPIRE_DATE_INVALID'],
  ['createChatInviteLink', { member_limit: 100_000 }, 'USAGE_LIMIT_INVALID'],
  ['editChatInviteLink', {}, 'invite link must be non-empty'],
  ['revokeChatInviteLink', { invite_link: 'https://t.me/+nothing' }, 'INVITE_HASH_EXPIRED'],
  ['approveChatJoinRequest', {}, 'invalid user_id specified'],
  ['approveChatJoinRequest', { user_id: 5 }, 'HIDE_REQUESTER_MISSING'],
  ['createChatSubscriptionInviteLink', {}, 'CHAT_INVALID'],
])('%s %j is refused', async (method, params, reason) => {
  expect(await call(method, here(params))).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${reason}`,
  })
})

test('nobody is approved who has not asked or is in already', async () => {
  expect(await call('approveChatJoinRequest', here({ user_id: bob.id }))).toMatchObject({
    description: 'Bad Request: HIDE_REQUESTER_MISSING',
  })
  expect(await call('approveChatJoinRequest', here({ user_id: ann.id }))).toMatchObject({
    description: 'Bad Request: USER_ALREADY_PARTICIPANT',
  })
  expect(await call('declineChatJoinRequest', here({ user_id: ann.id }))).toMatchObject({
    description: 'Bad Request: HIDE_REQUESTER_MISSING',
  })
})

test('a link to a channel for Stars says what it costs; nobody can pay, so nobody comes by it', async () => {
  const channel = world().chat({
    type: 'channel',
    title: 'News',
    members: [
      { id: ann.id, status: 'creator' },
      { id: bot.id, status: 'administrator' },
    ],
  })
  const made = { chat_id: channel.id, name: 'Month', subscription_period: 2_592_000, subscription_price: 5 }
  const { result: link } = await call('createChatSubscriptionInviteLink', made)
  expect(link).toMatchObject({ name: 'Month', subscription_period: 2_592_000, subscription_price: 5 })
  const { invite_link } = link
  const renamed = await call('editChatSubscriptionInviteLink', { chat_id: channel.id, invite_link, name: 'A month' })
  expect(renamed.result).toEqual({ ...link, name: 'A month' })
  expect(() => world().joins(bob, invite_link)).toThrow()
  for (const [wrong, why] of [
    [{ subscription_period: 60 }, 'SUBSCRIPTION_PERIOD_INVALID'],
    [{ subscription_price: 0 }, 'SUBSCRIPTION_PRICE_INVALID'],
  ] as const)
    expect(await call('createChatSubscriptionInviteLink', { ...made, ...wrong })).toMatchObject({
      description: `Bad Request: ${why}`,
    })
  const { result: free } = await call('createChatInviteLink', { chat_id: channel.id })
  expect(
    await call('editChatSubscriptionInviteLink', { chat_id: channel.id, invite_link: free.invite_link }),
  ).toMatchObject({ description: 'Bad Request: INVITE_HASH_EXPIRED' })
})
