import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, schemaProblems } from '../kit.ts'
import {
  createSimulator,
  type HandClock,
  handClock,
  type SimBot,
  type SimPerson,
  type Simulator,
} from '../simulator.ts'
import { METHODS, resultProblems, updateProblems } from './schema.ts'

let clock: HandClock
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>

beforeEach(async () => {
  clock = handClock()
  sim = await createSimulator({ clock })
  bot = sim.bot({ username: 'lint_bot', name: 'Lint' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
})
afterEach(() => sim.close())

const kinds = () => sim.lints(bot).map(({ kind, about }) => `${kind}: ${about}`)
const keyboard = (button: object) => ({ inline_keyboard: [[button]] })

test('a call that is as it should be is not mentioned', async () => {
  await call('sendMessage', {
    chat_id: ann.id,
    text: 'hello',
    parse_mode: 'HTML',
    reply_markup: keyboard({ text: 'a', callback_data: 'b' }),
    link_preview_options: { is_disabled: true },
  })
  await call('setWebhook', { url: '' })
  expect(kinds()).toEqual([])
})

test.each<[string, object, string]>([
  ['sendMessage', { text: 'x', chat: 5 }, 'unknown-parameter: chat is unknown'],
  ['sendMessage', {}, 'missing-parameter: text is missing'],
  ['sendMessage', { text: 'x', message_thread_id: 'one' }, 'wrong-type: message_thread_id: a whole number is expected'],
  ['sendMessage', { text: 'x', protect_content: 'maybe' }, 'wrong-type: protect_content: true or false is expected'],
  ['sendMessage', { text: 'x', parse_mode: 'rtf' }, 'unknown-value: parse_mode: "rtf" is no value of it'],
  [
    'sendMessage',
    { text: 'x', reply_to_message_id: 1 },
    'deprecated: reply_to_message_id: reply_parameters replaced it',
  ],
  ['sendMessage', { text: 'x', business_connection_id: '' }, 'empty-parameter: business_connection_id is empty'],
  [
    'sendMessage',
    { text: 'x', reply_markup: keyboard({ text: 'a', callback_data: 'ж'.repeat(33) }) },
    'long-data: callback_data has 66 bytes, 64 are allowed',
  ],
  [
    'sendMessage',
    { text: 'x', reply_markup: keyboard({ text: 'a', callback: 'b' }) },
    'wrong-type: reply_markup.inline_keyboard[0][0].callback is unknown',
  ],
  ['getChatMembersCount', {}, 'deprecated: getChatMemberCount replaced it'],
])('%s %j', async (method, params, lint) => {
  await call(method, { chat_id: ann.id, ...params })
  expect(kinds()).toContain(lint)
})

test('a token in a text is noticed, and the lint does not repeat it', async () => {
  await call('sendMessage', { chat_id: ann.id, text: `see ${bot.token}` })
  expect(kinds()).toEqual(["token: text holds the bot's token"])
})

test('a press is to be answered within fifteen seconds; the control API tells too', async () => {
  await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: keyboard({ text: 'b', callback_data: 'd' }) })
  void sim.presses(ann, bot, 'b')
  const [, { callback_query }] = (await call('getUpdates')).result
  await call('answerCallbackQuery', { callback_query_id: callback_query.id })
  void sim.presses(ann, bot, 'b')
  await clock.advance(16_000)
  const told = (await (await fetch(`${sim.url}/sim/lints`)).json()) as { lints: { kind: string }[] }
  expect(told.lints.map(({ kind }) => kind)).toEqual(['unanswered-press'])
})

test('the schema knows all methods, and sees what is wrong with an object', () => {
  expect(METHODS).toHaveLength(185)
  expect(resultProblems('getMe', { id: '5', is_bot: true, extra: 1 })).toEqual([
    'getMe.id: a whole number is expected',
    'getMe.first_name is missing',
    'getMe.extra is unknown',
  ])
  expect(updateProblems({ update_id: 1, message: { message_id: 1, date: 1, chat: { id: 1, type: 'room' } } })).toEqual([
    'update.message.chat.type: "room" is no value of it',
  ])
  expect(resultProblems('getChatMember', { status: 'member', user: { id: 1, is_bot: false } })).toEqual([
    'getChatMember.user.first_name is missing',
  ])
})

test("everything the simulator says in a bot's day is as the schema says", async () => {
  const team = sim.group('Team', [ann, bot])
  const sent = await call('sendMessage', {
    chat_id: ann.id,
    text: '<b>x</b> https://example.org',
    parse_mode: 'HTML',
    reply_markup: keyboard({ text: 'b', callback_data: 'd' }),
  })
  void sim.presses(ann, bot, 'b')
  sim.sendsLocation(ann, bot, { latitude: 1, longitude: 2, live_period: 60 })
  sim.says(ann, team, '/go')
  sim.blocks(ann, bot, true)
  sim.blocks(ann, bot, false)
  await call('editMessageText', { chat_id: ann.id, message_id: sent.result.message_id, text: 'y' })
  await call('sendLocation', { chat_id: ann.id, latitude: 1, longitude: 2, live_period: 60 })
  for (const method of ['getMe', 'getWebhookInfo', 'getMyCommands', 'getUpdates']) await call(method)
  for (const method of ['getChat', 'getChatAdministrators', 'getChatMemberCount'])
    await call(method, { chat_id: team.id })
  await call('getChatMember', { chat_id: team.id, user_id: ann.id })
  expect(sim.calls(bot).filter(({ status }) => status !== 200)).toEqual([])
  expect(schemaProblems(sim)).toEqual([])
})
