import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, schemaProblems } from '../kit.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
beforeAll(async () => {
  sim = await createSimulator()
  bot = sim.bot({ username: 'err_bot', name: 'Err' })
  ann = sim.person('Ann', { id: 77 })
  sim.says(ann, bot, '/start')
  sim.person('Stranger', { id: 78 })
  const call = caller(sim, bot)
  await call('sendMessage', { chat_id: 77, text: 'same' })
  await call('sendLocation', { chat_id: 77, latitude: 1, longitude: 2 })
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const to = { chat_id: 77 }
const keyboard = (button: unknown) => ({ ...to, text: 'x', reply_markup: { inline_keyboard: [[button]] } })
const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

test.each<[string, object, string]>([
  ['sendMessage', { text: 'x' }, 'Bad Request: chat_id is empty'],
  ['sendMessage', { chat_id: 78, text: 'x' }, 'Bad Request: chat not found'],
  ['sendMessage', { chat_id: 'somebody', text: 'x' }, 'Bad Request: chat not found'],
  ['sendMessage', { chat_id: -100123, text: 'x' }, 'Bad Request: chat not found'],
  ['sendMessage', to, 'Bad Request: message text is empty'],
  ['sendMessage', { ...to, text: ' \n ' }, 'Bad Request: text must be non-empty'],
  ['sendMessage', { ...to, text: '😀'.repeat(4097) }, 'Bad Request: message is too long'],
  ['sendMessage', { ...to, text: 'x'.repeat(32_769) }, 'Bad Request: text is too long'],
  ['sendMessage', { ...to, text: 'x', parse_mode: 'rtf' }, 'Bad Request: unsupported parse_mode'],
  [
    'sendMessage',
    { ...to, text: 'x', entities: [{ type: 'bold', offset: 0 }] },
    'Bad Request: can\'t parse MessageEntity: Can\'t find field "length"',
  ],
  ['sendMessage', { ...to, text: 'x', reply_to_message_id: 999 }, 'Bad Request: message to be replied not found'],
  [
    'sendMessage',
    { ...to, text: 'x', reply_parameters: { message_id: 999 } },
    'Bad Request: message to be replied not found',
  ],
  [
    'sendMessage',
    { ...to, text: 'x', reply_markup: '{' },
    "Bad Request: can't parse reply keyboard markup JSON object",
  ],
  ['sendMessage', { ...to, text: 'x', reply_markup: [] }, 'Bad Request: object expected as reply markup'],
  [
    'sendMessage',
    { ...to, text: 'x', reply_markup: { inline_keyboard: null } },
    'Bad Request: field "inline_keyboard" must be of type Array',
  ],
  [
    'sendMessage',
    { ...to, text: 'x', reply_markup: { inline_keyboard: [{}] } },
    'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
  ],
  [
    'sendMessage',
    keyboard({ text: 'x' }),
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'sendMessage',
    keyboard({ callback_data: 'x' }),
    'Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"',
  ],
  [
    'sendMessage',
    keyboard({ text: ' ', callback_data: 'x' }),
    'Bad Request: inline keyboard button text must be non-empty',
  ],
  ['sendMessage', keyboard({ text: 'x', callback_data: 'ж'.repeat(33) }), 'Bad Request: BUTTON_DATA_INVALID'],
  ['editMessageText', { ...to, message_id: 2, text: 'same' }, NOT_MODIFIED],
  ['editMessageText', { ...to, message_id: 999, text: 'x' }, 'Bad Request: message to edit not found'],
  ['editMessageText', { ...to, text: 'x' }, 'Bad Request: message to edit not found'],
  ['editMessageText', { text: 'x' }, 'Bad Request: message identifier is not specified'],
  ['deleteMessage', to, 'Bad Request: message identifier is not specified'],
  ['deleteMessage', { message_id: 1 }, 'Bad Request: chat identifier is not specified'],
  ['editMessageText', { ...to, message_id: 1, text: 'x' }, "Bad Request: message can't be edited"],
  ['editMessageText', { ...to, message_id: 3, text: 'x' }, "Bad Request: message can't be edited"],
  [
    'editMessageLiveLocation',
    { ...to, message_id: 2, latitude: 1, longitude: 1 },
    'Bad Request: there is no live location in the message to edit',
  ],
  ['deleteMessage', { ...to, message_id: 999 }, 'Bad Request: message to delete not found'],
  ['deleteMessages', to, 'Bad Request: message identifiers are not specified'],
  [
    'deleteMessages',
    { ...to, message_ids: Array.from({ length: 101 }, (_, i) => i + 1) },
    'Bad Request: too many message identifiers specified',
  ],
  [
    'answerCallbackQuery',
    { callback_query_id: '1' },
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  ],
  ['sendChatAction', { ...to, action: 'dancing' }, 'Bad Request: wrong parameter action in request'],
  ['sendPhoto', to, 'Bad Request: there is no photo in the request'],
  ['sendVoice', to, 'Bad Request: there is no voice in the request'],
  ['sendPhoto', { ...to, photo: 'AgAC' }, "Bad Request: wrong remote file identifier specified: can't unserialize it"],
  ['sendPhoto', { ...to, photo: 'AgAC', caption: 'x'.repeat(1025) }, 'Bad Request: message caption is too long'],
  ['sendLocation', to, 'Bad Request: latitude is empty'],
  ['sendLocation', { ...to, latitude: 1 }, 'Bad Request: longitude is empty'],
  [
    'sendLocation',
    { ...to, latitude: 1, longitude: 1, live_period: 59 },
    'Bad Request: wrong live location period specified',
  ],
  ['sendMediaGroup', { ...to, media: [] }, 'Bad Request: there are no messages to send'],
  [
    'sendMediaGroup',
    { ...to, media: [{ type: 'animation', media: 'x' }] },
    'Bad Request: can\'t parse InputMedia: type "animation" can\'t be used in sendMediaGroup',
  ],
  ['getFile', {}, 'Bad Request: file_id not specified'],
  ['getChatMember', { ...to, user_id: 5 }, 'Bad Request: user not found'],
  ['getChatAdministrators', to, 'Bad Request: there are no administrators in the private chat'],
  ['setMessageReaction', { ...to, message_id: 999 }, 'Bad Request: message to react not found'],
  ['copyMessage', { ...to, from_chat_id: 77, message_id: 999 }, 'Bad Request: message to copy not found'],
  ['setWebhook', { url: 'ftp://x' }, 'Bad Request: invalid webhook URL specified'],
  ['setWebhook', { url: 'http://x', secret_token: 'a b' }, 'Bad Request: secret token contains unallowed characters'],
  ['setWebhook', { url: 'http://x', secret_token: 'a'.repeat(257) }, 'Bad Request: secret token is too long'],
  ['noSuchMethod', {}, 'Not Found: method not found'],
])('%s %j is refused', async (method, params, description) => {
  const answer = await caller(sim, bot)(method, params)
  expect(answer).toEqual({ ok: false, error_code: description.startsWith('Not') ? 404 : 400, description })
})

test.each([
  ['/botwithoutcolon/getMe', 401, 'Unauthorized: invalid token specified'],
  ['/bot012:abc/getMe', 401, 'Unauthorized: invalid token specified'],
  ['/botabc:def/getMe', 421, 'Misdirected Request: unallowed token specified'],
  ['/bot123:wrong/getMe', 401, 'Unauthorized'],
  ['/bot', 404, 'Not Found'],
])('%s answers %i', async (path, status, description) => {
  const response = await fetch(sim.url + path)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ ok: false, error_code: status, description })
})

test('parameters are read leniently: any case, any body, text or JSON, query or form', async () => {
  const root = `${sim.url}/bot${bot.token}`
  const forms = [
    fetch(`${root}/SENDMESSAGE?chat_id=77&text=hi`),
    fetch(`${root}/?method=sendMessage&chat_id=77&text=hi`),
    fetch(`${root}/sendmessage`, { method: 'POST', body: new URLSearchParams({ chat_id: '77', text: 'hi' }) }),
    fetch(`${root}/test/sendMessage?chat_id=77&text=hi`),
  ]
  for (const response of await Promise.all(forms))
    expect(await response.json()).toMatchObject({ ok: true, result: { text: 'hi' } })
  const markup = { inline_keyboard: [[{ text: 'a', callback_data: 'b', url: '' }]] }
  const call = caller(sim, bot)
  const asObject = await call('sendMessage', { ...to, text: 'x', reply_markup: markup })
  const asText = await call('sendMessage', { ...to, text: 'x', reply_markup: JSON.stringify(markup) })
  expect(asObject.result.reply_markup).toEqual({ inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] })
  expect(asText.result.reply_markup).toEqual(asObject.result.reply_markup)
  expect(
    (await call('sendMessage', { ...to, text: 'x', reply_markup: { inline_keyboard: [] } })).result,
  ).not.toHaveProperty('reply_markup')
  const wrong = await fetch(`${root}/getMe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  })
  expect(await wrong.json()).toMatchObject({ ok: true })
})

test('too many parameters are refused with 413', async () => {
  const answer = await caller(sim, bot)('sendMessage', { ...to, text: 'x'.repeat(1024 * 1024 + 1) })
  expect(answer).toMatchObject({ error_code: 413, description: 'Request Entity Too Large: too many parameters' })
})
