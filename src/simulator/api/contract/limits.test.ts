import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaProblems, upload } from '../../kit.ts'
import * as at from './scene.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
  const { call } = scene
  scene.sim.sendsFile(scene.ann, scene.bot, { kind: 'document', name: 'a.txt', bytes: Buffer.from('a') })
  document = scene.sim.updates(scene.bot).at(-1)?.update.message?.document?.file_id ?? ''
  await call('sendMessage', {
    chat_id: at.ANN,
    text: 'b',
    reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: 'd' }]] },
  })
})
afterAll(async () => {
  expect(schemaProblems(scene.sim)).toEqual([])
  await scene.sim.close()
})

let document = ''
const to = { chat_id: at.ANN }
const x = { ...to, text: 'x' }
const keyboard = (kind: object) => ({ inline_keyboard: [[{ text: 'b', ...kind }]] })
const spot = { ...to, latitude: 1, longitude: 1 }
const many = (length: number) => Array.from({ length }, (_, i) => 900_000 + i)

/** The largest that is taken, the smallest that is refused, and the refusal. */
const LIMITS: [string, string, (n: number) => object, number, number, string][] = [
  [
    'a text, in code points',
    'sendMessage',
    (n) => ({ ...to, text: '😀'.repeat(n) }),
    4096,
    4097,
    'message is too long',
  ],
  [
    'a text with entities, after parsing',
    'sendMessage',
    (n) => ({ ...to, text: `<b>${'x'.repeat(n)}</b>`, parse_mode: 'HTML' }),
    4096,
    4097,
    'message is too long',
  ],
  [
    'a caption, in code points',
    'sendDocument',
    (n) => ({ ...to, document, caption: '😀'.repeat(n) }),
    1024,
    1025,
    'message caption is too long',
  ],
  [
    'callback_data, in bytes',
    'sendMessage',
    (n) => ({ ...x, reply_markup: keyboard({ callback_data: 'x'.repeat(n) }) }),
    64,
    65,
    'BUTTON_DATA_INVALID',
  ],
  [
    'copy_text',
    'sendMessage',
    (n) => ({ ...x, reply_markup: keyboard({ copy_text: { text: 'x'.repeat(n) } }) }),
    256,
    257,
    'BUTTON_COPY_TEXT_INVALID',
  ],
  [
    'an album',
    'sendMediaGroup',
    (n) => ({ ...to, media: Array(n).fill({ type: 'document', media: document }) }),
    10,
    11,
    'too many messages to send as an album',
  ],
  [
    'deleteMessages',
    'deleteMessages',
    (n) => ({ ...to, message_ids: many(n) }),
    100,
    101,
    'too many message identifiers specified',
  ],
  [
    'commands',
    'setMyCommands',
    (n) => ({ commands: Array.from({ length: n }, (_, i) => ({ command: `c${i}`, description: 'x' })) }),
    100,
    101,
    'BOT_COMMANDS_TOO_MUCH',
  ],
  [
    'live_period',
    'sendLocation',
    (n) => ({ ...spot, live_period: n }),
    86_400,
    86_401,
    'wrong live location period specified',
  ],
  [
    'live_period at least',
    'sendLocation',
    (n) => ({ ...spot, live_period: n }),
    60,
    59,
    'wrong live location period specified',
  ],
  [
    'heading',
    'sendLocation',
    (n) => ({ ...spot, live_period: 60, heading: n }),
    360,
    361,
    'wrong live location heading specified',
  ],
  [
    'proximity_alert_radius',
    'sendLocation',
    (n) => ({ ...spot, live_period: 60, proximity_alert_radius: n }),
    100_000,
    100_001,
    'wrong live location proximity alert radius specified',
  ],
]

test.each(LIMITS)('%s has a limit', async (_title, method, params, most, beyond, why) => {
  expect(await scene.call(method, params(most))).toMatchObject({ ok: true })
  expect(await scene.call(method, params(beyond))).toMatchObject({
    error_code: 400,
    description: `Bad Request: ${why}`,
  })
})

test('live_period may be for ever, and grow by a day at a time', async () => {
  const { call } = scene
  expect(await call('sendLocation', { ...spot, live_period: 0x7fffffff })).toMatchObject({ ok: true })
  const { message_id } = (await call('sendLocation', { ...spot, live_period: 60 })).result
  const longer = (live_period: number) => call('editMessageLiveLocation', { ...spot, message_id, live_period })
  expect(await longer(60 + 86_400)).toMatchObject({ ok: true })
  expect(await longer(60 + 2 * 86_400 + 1)).toMatchObject({
    description: 'Bad Request: wrong live location period specified',
  })
})

test.each([
  [1600, 1500],
  [-3, undefined],
])('a horizontal_accuracy of %d is clamped to %d', async (horizontal_accuracy, kept) => {
  const { result } = await scene.call('sendLocation', { ...spot, horizontal_accuracy })
  expect(result.location.horizontal_accuracy).toBe(kept)
})

test('an answer to a press has at most 200 characters', async () => {
  const { sim, ann, bot, call } = scene
  void sim.presses(ann, bot, 'Press')
  const id = sim.updates(bot).at(-1)?.update.callback_query?.id
  const say = (n: number) => call('answerCallbackQuery', { callback_query_id: id, text: 'x'.repeat(n) })
  expect(await say(201)).toMatchObject({ description: 'Bad Request: MESSAGE_TOO_LONG' })
  expect(await say(200)).toMatchObject({ ok: true })
})

test.each([7322096, 16766590, 13338331, 9367192, 16749490, 16478047])('a topic may be %i', async (icon_color) => {
  const { result } = await scene.call('createForumTopic', { chat_id: at.FORUM, name: 'a', icon_color })
  expect(result.icon_color).toBe(icon_color)
})

test('a topic’s name is cut at 128 characters, as every name is', async () => {
  const { result } = await scene.call('createForumTopic', { chat_id: at.FORUM, name: 'x'.repeat(129) })
  expect(result.name).toHaveLength(128)
})

test.each([
  ['abc-_1', '/start abc-_1'],
  ['x'.repeat(64), `/start ${'x'.repeat(64)}`],
])('a link’s payload %s is said', (payload, text) => {
  expect(scene.sim.follows(scene.ann, `https://t.me/contract_bot?start=${payload}`).text).toBe(text)
})

test.each(['a.b', 'x'.repeat(65)])('a link’s payload %s leads nowhere', (payload) => {
  expect(() => scene.sim.follows(scene.ann, `https://t.me/contract_bot?start=${payload}`)).toThrow('start parameter')
})

test('a photo has at most 10 MB and a file 50 MB; sizes of a photo go up', async () => {
  const send = upload(scene.sim, scene.bot)
  const photo = await send('sendPhoto', to, { photo: [Buffer.alloc(10 * 1024 * 1024 + 1), 'a.png'] })
  expect(photo.description).toBe(
    'Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
  )
  const file = await send('sendDocument', to, { document: [Buffer.alloc(50 * 1024 * 1024 + 1), 'a.bin'] })
  expect(file).toMatchObject({ error_code: 413, description: 'Request Entity Too Large' })
})
