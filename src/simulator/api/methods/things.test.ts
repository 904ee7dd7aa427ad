import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, png, schemaProblems } from '../../kit.ts'
import { createSimulator, handClock, type SimBot, type SimPerson, type Simulator } from '../../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
let group: { id: number }
let call: (method: string, params?: object) => Promise<Envelope>

beforeAll(async () => {
  sim = await createSimulator({ clock: handClock() })
  bot = sim.bot({ username: 'thing_bot', name: 'Thing' })
  ann = sim.person('Ann', { last_name: 'Lee' })
  sim.says(ann, bot, '/start')
  group = sim.group('Team', [ann, bot])
  call = caller(sim, bot)
  await take()
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

async function take() {
  const { result } = await call('getUpdates')
  if (result.length > 0) await call('getUpdates', { offset: result.at(-1).update_id + 1 })
  return result
}
const spot = { latitude: 50.45, longitude: 30.52 }

test.each<[string, object, object]>([
  [
    'sendVenue',
    { ...spot, title: 'Office', address: 'Main st', foursquare_id: 'f1', google_place_id: 'g1' },
    { location: spot, venue: { location: spot, title: 'Office', address: 'Main st', foursquare_id: 'f1' } },
  ],
  [
    'sendContact',
    { phone_number: '+380501112233', first_name: 'Olha', vcard: 'BEGIN' },
    { contact: { phone_number: '+380501112233', first_name: 'Olha', vcard: 'BEGIN' } },
  ],
  ['sendLocation', { ...spot, horizontal_accuracy: 2000 }, { location: { ...spot, horizontal_accuracy: 1500 } }],
])('%s', async (method, params, expected) => {
  expect((await call(method, { chat_id: ann.id, ...params })).result).toMatchObject(expected)
})

test.each([
  ['🎲', 6],
  ['🎯', 6],
  ['🎳', 6],
  ['🏀', 5],
  ['⚽', 5],
  ['🎰', 64],
])('%s falls on 1 to %i', async (emoji, most) => {
  const thrown = await Promise.all(
    Array.from({ length: 20 }, async () => (await call('sendDice', { chat_id: ann.id, emoji })).result.dice),
  )
  expect(new Set(thrown.map((dice) => dice.emoji))).toEqual(new Set([emoji]))
  expect(Math.min(...thrown.map((dice) => dice.value))).toBeGreaterThanOrEqual(1)
  expect(Math.max(...thrown.map((dice) => dice.value))).toBeLessThanOrEqual(most)
})

test('the same world throws the same', async () => {
  const throws = async () => {
    const other = await createSimulator()
    const dicer = other.bot({ username: 'dice_bot', name: 'Dice' })
    other.says(other.person('Ann'), dicer, '/start')
    const ask = caller(other, dicer)
    const values: number[] = []
    for (let i = 0; i < 5; i++) values.push((await ask('sendDice', { chat_id: 1001 })).result.dice.value)
    await other.close()
    return values
  }
  expect(await throws()).toEqual(await throws())
})

test.each<[string, object, string]>([
  ['sendVenue', { ...spot, title: 'x' }, 'parameter "address" is required'],
  ['sendVenue', { latitude: 91, longitude: 0, title: 'x', address: 'y' }, 'wrong venue location specified'],
  ['sendLocation', { latitude: 91, longitude: 0 }, 'wrong location specified'],
  ['sendContact', { first_name: 'x' }, 'parameter "phone_number" is required'],
  ['sendContact', { phone_number: '1' }, 'parameter "first_name" is required'],
  ['sendMessage', { chat_id: '', text: '' }, 'message text is empty'],
  ['sendMessage', { text: 'x', business_connection_id: 'b' }, 'business connection not found'],
  ['sendMessage', { text: 'x', link_preview_options: '[]' }, 'object expected as link preview options'],
  ['sendMessage', { text: 'x', reply_parameters: '[]' }, 'object expected as reply parameters'],
  ['sendMessage', { text: 'x', reply_parameters: { quote: 'x' } }, 'can\'t find field "message_id"'],
])('%s %j is refused', async (method, params, why) => {
  expect(await call(method, { chat_id: ann.id, ...params })).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${why}`,
  })
})

test.each([
  ['upload_audio', 'upload_voice'],
  ['record_audio', 'record_voice'],
  ['pick_up_location', 'find_location'],
  ['TYPING', 'typing'],
])('the action %s is seen as %s', async (action, seen) => {
  expect((await call('sendChatAction', { chat_id: ann.id, action })).result).toBe(true)
  const response = await fetch(`${sim.url}/sim/people/${ann.id}/chats/${bot.id}/messages`)
  expect(((await response.json()) as { typing: string }).typing).toBe(seen)
})

const inline = (button: unknown) => ({ inline_keyboard: [[button]] })

test.each<[string, unknown, object]>([
  ['a login link is shown as a link', { text: 'a', login_url: { url: 'https://a.org/x' } }, { url: 'https://a.org/x' }],
  ['a number counts as text', { text: 'a', callback_data: 7 }, { callback_data: '7' }],
  ['copied text', { text: 'a', copy_text: { text: 'code' } }, { copy_text: { text: 'code' } }],
  ['a colour', { text: 'a', callback_data: 'b', style: 'danger' }, { callback_data: 'b', style: 'danger' }],
  ['the first kind wins', { text: 'a', callback_data: 'b', web_app: { url: 'https://a.org' } }, { callback_data: 'b' }],
  [
    'a chosen chat',
    { text: 'a', switch_inline_query_chosen_chat: { query: 'q', allow_user_chats: true } },
    { switch_inline_query_chosen_chat: { query: 'q', allow_user_chats: true } },
  ],
])('inline button: %s', async (_, button, shown) => {
  const { result } = await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: inline(button) })
  expect(result.reply_markup.inline_keyboard).toEqual([[{ text: 'a', ...shown }]])
})

test('a button copies its text', async () => {
  const reply_markup = inline({ text: 'Copy', copy_text: { text: 'code' } })
  await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup })
  expect(await sim.presses(ann, bot, 'Copy')).toEqual({ alert: false, copied: 'code' })
})

test('buttons without text are dropped, and a row keeps twelve', async () => {
  const row = Array.from({ length: 14 }, (_, i) => ({ text: i === 0 ? '' : 'b', callback_data: String(i) }))
  const { result } = await call('sendMessage', {
    chat_id: ann.id,
    text: 'x',
    reply_markup: { inline_keyboard: [row, []] },
  })
  expect(result.reply_markup.inline_keyboard.map((r: unknown[]) => r.length)).toEqual([12])
})

test.each<[object | null, string]>([
  [null, 'object expected as reply markup'],
  [inline(1), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"],
  [inline({ text: 'a', url: null }), 'can\'t parse inline keyboard button: Field "url" must be of type String'],
  [
    inline({ text: 'a', web_app: { url: 'http://a.org' } }),
    "inline keyboard button Web App URL 'http://a.org' is invalid: Only HTTPS links are allowed",
  ],
  [inline({ text: 'a', web_app: {} }), 'can\'t parse inline keyboard button: Can\'t find field "url"'],
  [
    { inline_keyboard: Array.from({ length: 11 }, () => Array(10).fill({ text: 'a', callback_data: 'b' })) },
    'reply markup is too long',
  ],
  [{ keyboard: [1] }, 'field "keyboard" must be an Array of Arrays'],
  [{ keyboard: [[1]] }, "can't parse keyboard button: KeyboardButton must be a String or an Object"],
  [{ keyboard: [[{}]] }, 'can\'t parse keyboard button: Can\'t find field "text"'],
  [{ keyboard: [[' ']] }, 'keyboard button text must be non-empty'],
  [{ keyboard: [[{ text: 'a', request_users: {} }]] }, 'can\'t parse keyboard button: Can\'t find field "request_id"'],
  [{ force_reply: 'yes' }, 'field "force_reply" must be of type Boolean'],
])('markup %j is refused', async (reply_markup, why) => {
  const answer = await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup })
  expect(answer.description).toBe(`Bad Request: ${why}`)
})

test('in a group nothing private is asked for', async () => {
  const ask = async (button: object) =>
    (
      await call('sendMessage', {
        chat_id: group.id,
        text: 'x',
        reply_markup: { keyboard: [[{ text: 'a', ...button }]] },
      })
    ).description
  expect(await ask({ request_contact: true })).toBe('Bad Request: phone number can be requested in private chats only')
  expect(await ask({ request_chat: { request_id: 1 } })).toBe(
    'Bad Request: chats can be requested in private chats only',
  )
})

test('what a person is asked for they share', async () => {
  const keyboard = [
    [{ text: 'Call me', request_contact: true }],
    [{ text: 'Here', request_location: true }],
    [{ text: 'Ask', request_poll: { type: 'quiz' } }],
    [{ text: 'Who', request_users: { request_id: 7, max_quantity: 2, request_name: true } }],
    [{ text: 'Where', request_chat: { request_id: 8, chat_is_channel: false, request_title: true } }],
    ['Just text'],
  ]
  const sent = await call('sendMessage', { chat_id: ann.id, text: 'x', reply_markup: { keyboard } })
  expect(
    await call('editMessageText', { chat_id: ann.id, message_id: sent.result.message_id, text: 'y' }),
  ).toMatchObject({ description: "Bad Request: message can't be edited" })
  const bob = sim.person('Bob')
  await sim.presses(ann, bot, 'Call me')
  sim.shares(ann, bot, 'Here', { location: spot })
  sim.shares(ann, bot, 'Ask', { poll: { question: 'x', options: ['a', 'b'], correct: 1 } })
  sim.shares(ann, bot, 'Who', { users: [bob.id] })
  sim.shares(ann, bot, 'Where', { chat: group.id })
  sim.shares(ann, bot, 'Just text')
  const messages = (await take()).map((u: { message: object }) => u.message)
  expect(messages).toMatchObject([
    { contact: { user_id: ann.id, first_name: 'Ann', last_name: 'Lee', phone_number: expect.stringMatching(/^\d+$/) } },
    { location: spot },
    { poll: { type: 'quiz', correct_option_ids: [1] } },
    {
      users_shared: { request_id: 7, users: [{ user_id: bob.id, first_name: 'Bob' }] },
      user_shared: { user_id: bob.id },
    },
    { chat_shared: { request_id: 8, chat_id: group.id, title: 'Team' } },
    { text: 'Just text' },
  ])
  expect(() => sim.shares(ann, bot, 'Here')).toThrow('asks for a place')
  expect(() => sim.shares(ann, bot, 'Ask', { poll: { question: 'x', options: ['a'] } })).toThrow('asks for a quiz poll')
  expect(() => sim.shares(ann, bot, 'Who', { users: [1, 2, 3] })).toThrow('Too many')
})

test('people send stickers, albums, contacts, places, dice, quotes and forwards, and take back their words', async () => {
  const picture = (name: string) => ({ kind: 'photo' as const, name, bytes: png(9, 9) })
  sim.sendsSticker(ann, bot, '🎉')
  sim.sendsAlbum(ann, bot, [{ ...picture('a.png'), caption: 'both' }, picture('b.png')])
  sim.sendsContact(ann, bot)
  sim.sendsVenue(ann, bot, { location: spot, title: 'Home', address: 'Here' })
  sim.sendsDice(ann, bot, '🎰')
  sim.sendsFile(ann, bot, { kind: 'video_note', name: 'v.mp4', bytes: png(1, 1), duration: 3 })
  const { message_id } = sim.says(ann, bot, 'one two')
  sim.says(ann, bot, 'yes', { replyTo: message_id, quote: 'two' })
  sim.forwards(ann, bot, message_id, bot)
  expect((await take()).map((u: { message: object }) => u.message)).toMatchObject([
    { sticker: { emoji: '🎉', set_name: 'PosthouseShapes' } },
    { photo: [{}], caption: 'both', media_group_id: expect.any(String) },
    { photo: [{}], media_group_id: expect.any(String) },
    { contact: { user_id: ann.id } },
    { venue: { title: 'Home' }, location: spot },
    { dice: { emoji: '🎰' } },
    { video_note: { duration: 3 } },
    { text: 'one two' },
    { quote: { text: 'two', position: 4 }, reply_to_message: { message_id } },
    { text: 'one two', forward_origin: { type: 'user', sender_user: { id: ann.id } } },
  ])
  sim.deletes(ann, bot, message_id)
  expect(sim.transcript(ann, bot).some(({ message }) => message.message_id === message_id)).toBe(false)
  expect(await take()).toEqual([])
})
