import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, png, schemaProblems, taker } from '../kit.ts'
import { createSimulator, type SimBot, type SimGroup, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let other: SimBot
let ann: SimPerson
let bob: SimPerson
let forum: SimGroup
let office: SimGroup
let news: SimGroup
let take: ReturnType<typeof taker>

const buttons = {
  Bots: { request_users: { request_id: 1, user_is_bot: true, request_username: true } },
  Friends: { request_users: { request_id: 2, user_is_bot: false, max_quantity: 3, request_name: true } },
  Rich: { request_users: { request_id: 3, user_is_premium: true } },
  Forum: { request_chat: { request_id: 4, chat_is_channel: false, chat_is_forum: true, request_title: true } },
  Channel: { request_chat: { request_id: 5, chat_is_channel: true, chat_has_username: true, request_username: true } },
  Mine: { request_chat: { request_id: 6, chat_is_channel: false, chat_is_created: true, request_photo: true } },
  Joined: { request_chat: { request_id: 7, chat_is_channel: false, bot_is_member: true } },
  Ruled: {
    request_chat: {
      request_id: 8,
      chat_is_channel: false,
      user_administrator_rights: { can_manage_topics: true, can_pin_messages: true },
      bot_administrator_rights: { can_pin_messages: true },
    },
  },
  Managed: { request_managed_bot: { request_id: 9 } },
}

beforeAll(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'asking_bot', name: 'Asking' })
  other = sim.bot({ username: 'other_bot', name: 'Other' })
  ann = sim.person('Ann')
  bob = sim.person('Bob', { username: 'bobby' })
  const annOwns = [{ id: ann.id, status: 'creator' as const }, { id: bob.id }]
  const bobOwns = [{ id: bob.id, status: 'creator' as const }, { id: ann.id }]
  forum = sim.chat({ type: 'supergroup', title: 'Forum', is_forum: true, members: annOwns })
  office = sim.chat({ type: 'supergroup', title: 'Office', members: bobOwns })
  news = sim.chat({ type: 'channel', title: 'News', username: 'news', members: bobOwns })
  sim.says(ann, bot, '/start')
  const call = caller(sim, bot)
  take = taker(call)
  await take()
  const keyboard = Object.entries(buttons).map(([text, button]) => [{ text, ...button }])
  expect(await call('sendMessage', { chat_id: ann.id, text: 'Choose', reply_markup: { keyboard } })).toMatchObject({
    ok: true,
  })
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const choices = async (label: string) => {
  const answer = await fetch(`${sim.url}/sim/people/${ann.id}/chats/${bot.id}/choices?label=${label}`)
  const { users, chats, most, error } = (await answer.json()) as Record<string, { title: string; id: number }[]>
  return { names: (chats ?? users)?.map(({ title, id }) => title ?? id), most, error }
}

test('who is asked for people or a chat is shown those that fit, and no others', async () => {
  expect(await choices('Bots')).toMatchObject({ names: [bot.id, other.id], most: 1 })
  expect(await choices('Friends')).toMatchObject({ names: [bob.id], most: 3 })
  expect(await choices('Rich')).toMatchObject({ names: [] })
  expect(await choices('Forum')).toMatchObject({ names: ['Forum'] })
  expect(await choices('Channel')).toMatchObject({ names: ['News'] })
  expect(await choices('Mine')).toMatchObject({ names: ['Forum'] })
  expect(await choices('Joined')).toMatchObject({ names: ['Forum', 'Office'] })
  expect(await choices('Ruled')).toMatchObject({ names: ['Forum'] })
  expect(await choices('Managed')).toMatchObject({ error: expect.stringContaining('There is no button "Managed"') })
})

test('what is shared has the fields that were asked for, and no others', async () => {
  sim.shares(ann, bot, 'Bots', { users: [other.id] })
  sim.shares(ann, bot, 'Friends', { users: [bob.id] })
  sim.shares(ann, bot, 'Channel', { chat: news.id })
  sim.hasPhoto(bob, png(9, 9))
  const messages = (await take()).map(({ message }) => message)
  expect(messages.map((message) => message?.users_shared ?? message?.chat_shared)).toEqual([
    { request_id: 1, users: [{ user_id: other.id, username: 'other_bot' }], user_ids: [other.id] },
    { request_id: 2, users: [{ user_id: bob.id, first_name: 'Bob' }], user_ids: [bob.id] },
    { request_id: 5, chat_id: news.id, username: 'news' },
  ])
})

test('a bot that asks for a place in the chat gets it with the choice', async () => {
  sim.shares(ann, bot, 'Ruled', { chat: forum.id })
  expect(sim.member(forum, bot)).toMatchObject({ status: 'administrator', rights: { can_pin_messages: true } })
  expect(sim.member(forum, bot).rights?.can_manage_topics).toBe(false)
  sim.shares(ann, bot, 'Joined', { chat: office.id })
  expect(sim.member(office, bot)).toMatchObject({ status: 'member' })
})

test.each([
  ['Bots', () => ({ users: [bob.id] }), 'Only a bot'],
  ['Friends', () => ({ users: [other.id] }), 'Only a person'],
  ['Rich', () => ({ users: [bob.id] }), 'Premium'],
  ['Forum', () => ({ chat: office.id }), 'with topics'],
  ['Channel', () => ({ chat: forum.id }), 'Only a channel'],
  ['Mine', () => ({ chat: office.id }), 'of your own'],
  ['Ruled', () => ({ chat: office.id }), 'too few rights'],
  ['Managed', () => ({}), 'not simulated'],
])('%s: what does not fit is refused with the reason', (label, given, why) => {
  expect(() => sim.shares(ann, bot, label, given())).toThrow(why)
})
