import { afterAll, beforeAll, expect, test } from 'vitest'
import { png, schemaProblems } from '../../kit.ts'
import * as at from './scene.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(async () => {
  expect(schemaProblems(scene.sim)).toEqual([])
  await scene.sim.close()
})

type Row = [method: string, params: object, code: number, description: string]
const to = { chat_id: at.ANN }
const x = { text: 'x' }
const button = (one: unknown) => ({ ...to, ...x, reply_markup: { inline_keyboard: [[one]] } })
const asks = (what: object) => ({ chat_id: at.SUPER, ...x, reply_markup: { keyboard: [[{ text: 'a', ...what }]] } })

const WRITING: Row[] = [
  ['sendMessage', x, 400, 'Bad Request: chat_id is empty'],
  ['sendMessage', { chat_id: 4, ...x }, 400, 'Bad Request: chat not found'],
  ['sendMessage', { chat_id: at.STRANGER, ...x }, 400, 'Bad Request: chat not found'],
  ['sendMessage', { chat_id: '@nobody_here', ...x }, 400, 'Bad Request: chat not found'],
  ['sendMessage', to, 400, 'Bad Request: message text is empty'],
  ['sendMessage', { ...to, text: 'x'.repeat(4097) }, 400, 'Bad Request: message is too long'],
  ['sendMessage', { ...to, text: 'x'.repeat(32_769) }, 400, 'Bad Request: text is too long'],
  ['sendPhoto', { ...to, photo: 'AgAC', caption: 'x'.repeat(1025) }, 400, 'Bad Request: message caption is too long'],
  ['sendMessage', { ...to, ...x, reply_to_message_id: 99 }, 400, 'Bad Request: message to be replied not found'],
  ['sendMessage', { ...to, ...x, parse_mode: 'rtf' }, 400, 'Bad Request: unsupported parse_mode'],
  ['sendChatAction', { ...to, action: 'x' }, 400, 'Bad Request: wrong parameter action in request'],
]

const FORBIDDEN: Row[] = [
  ['sendMessage', { chat_id: at.BLOCKS, ...x }, 403, 'Forbidden: bot was blocked by the user'],
  ['sendMessage', { chat_id: at.DELETED, ...x }, 403, 'Forbidden: user is deactivated'],
  ['sendMessage', { chat_id: at.IN_GROUP_ONLY, ...x }, 403, "Forbidden: bot can't initiate conversation with a user"],
  ['sendMessage', { chat_id: at.KICKED_GROUP, ...x }, 403, 'Forbidden: bot was kicked from the group chat'],
  ['sendMessage', { chat_id: at.KICKED_SUPER, ...x }, 403, 'Forbidden: bot was kicked from the supergroup chat'],
  ['sendMessage', { chat_id: at.KICKED_CHANNEL, ...x }, 403, 'Forbidden: bot was kicked from the channel chat'],
  ['sendMessage', { chat_id: at.LEFT_GROUP, ...x }, 403, 'Forbidden: bot is not a member of the group chat'],
  ['sendMessage', { chat_id: at.LEFT_SUPER, ...x }, 403, 'Forbidden: bot is not a member of the supergroup chat'],
  ['sendMessage', { chat_id: at.LEFT_CHANNEL, ...x }, 403, 'Forbidden: bot is not a member of the channel chat'],
]

const MARKUP: Row[] = [
  [
    'sendMessage',
    { ...to, ...x, reply_markup: '{' },
    400,
    "Bad Request: can't parse reply keyboard markup JSON object",
  ],
  ['sendMessage', { ...to, ...x, reply_markup: [] }, 400, 'Bad Request: object expected as reply markup'],
  [
    'sendMessage',
    { ...to, ...x, reply_markup: { inline_keyboard: 5 } },
    400,
    'Bad Request: field "inline_keyboard" must be of type Array',
  ],
  [
    'sendMessage',
    { ...to, ...x, reply_markup: { inline_keyboard: null } },
    400,
    'Bad Request: field "inline_keyboard" must be of type Array',
  ],
  [
    'sendMessage',
    { ...to, ...x, reply_markup: { inline_keyboard: [{}] } },
    400,
    'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
  ],
  [
    'sendMessage',
    button({ text: 'a' }),
    400,
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'sendMessage',
    button({ callback_data: 'a' }),
    400,
    'Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"',
  ],
  [
    'sendMessage',
    button({ text: ' ', callback_data: 'a' }),
    400,
    'Bad Request: inline keyboard button text must be non-empty',
  ],
  ['sendMessage', button({ text: 'a', callback_data: 'x'.repeat(65) }), 400, 'Bad Request: BUTTON_DATA_INVALID'],
  [
    'sendMessage',
    { ...to, ...x, reply_markup: { inline_keyboard: Array(101).fill([{ text: 'a', callback_data: 'b' }]) } },
    400,
    'Bad Request: reply markup is too long',
  ],
  ...(
    [
      [{ request_contact: true }, 'phone number can be requested in private chats only'],
      [{ request_location: true }, 'location can be requested in private chats only'],
      [{ request_poll: {} }, 'poll can be requested in private chats only'],
      [{ request_users: { request_id: 1 } }, 'users can be requested in private chats only'],
      [{ request_chat: { request_id: 1, chat_is_channel: false } }, 'chats can be requested in private chats only'],
      [{ web_app: { url: 'https://example.org' } }, 'web App buttons can be used in private chats only'],
    ] as [object, string][]
  ).map(([what, why]): Row => ['sendMessage', asks(what), 400, `Bad Request: ${why}`]),
]

const MESSAGES: Row[] = [
  ['editMessageText', { ...to, message_id: 99, ...x }, 400, 'Bad Request: message to edit not found'],
  ['deleteMessage', { ...to, message_id: 99 }, 400, 'Bad Request: message to delete not found'],
  ['copyMessage', { ...to, from_chat_id: at.ANN, message_id: 99 }, 400, 'Bad Request: message to copy not found'],
  ['forwardMessage', { ...to, from_chat_id: at.ANN, message_id: 99 }, 400, 'Bad Request: message to forward not found'],
  ['setMessageReaction', { ...to, message_id: 99 }, 400, 'Bad Request: message to react not found'],
  ['stopPoll', { ...to, message_id: 99 }, 400, 'Bad Request: message with poll to stop not found'],
  ['editMessageText', x, 400, 'Bad Request: message identifier is not specified'],
  ['deleteMessage', to, 400, 'Bad Request: message identifier is not specified'],
  ['deleteMessage', { message_id: 1 }, 400, 'Bad Request: chat identifier is not specified'],
  ['deleteMessages', to, 400, 'Bad Request: message identifiers are not specified'],
  [
    'deleteMessages',
    { ...to, message_ids: Array.from({ length: 101 }, (_, i) => i + 1) },
    400,
    'Bad Request: too many message identifiers specified',
  ],
]

const TOPICS: Row[] = [
  ['sendMessage', { chat_id: at.FORUM, message_thread_id: 99, ...x }, 400, 'Bad Request: message thread not found'],
  ['sendMessage', { chat_id: at.FORUM, message_thread_id: 1, ...x }, 400, 'Bad Request: message thread not found'],
  ['sendMessage', { chat_id: at.POWERLESS_FORUM, message_thread_id: 3, ...x }, 400, 'Bad Request: TOPIC_CLOSED'],
  ['closeForumTopic', { chat_id: at.FORUM, message_thread_id: 3 }, 400, 'Bad Request: TOPIC_NOT_MODIFIED'],
  [
    'createForumTopic',
    { chat_id: at.POWERLESS_FORUM, name: 'a' },
    400,
    'Bad Request: not enough rights to create a topic',
  ],
  [
    'editForumTopic',
    { chat_id: at.POWERLESS_FORUM, message_thread_id: 2, name: 'a' },
    400,
    'Bad Request: not enough rights to edit the topic',
  ],
  [
    'closeForumTopic',
    { chat_id: at.POWERLESS_FORUM, message_thread_id: 2 },
    400,
    'Bad Request: not enough rights to close or open the topic',
  ],
  [
    'deleteForumTopic',
    { chat_id: at.POWERLESS_FORUM, message_thread_id: 2 },
    400,
    'Bad Request: not enough rights to delete the topic',
  ],
  [
    'createForumTopic',
    { chat_id: at.FORUM, name: 'a', icon_color: 5 },
    400,
    'Bad Request: invalid icon color specified',
  ],
  ['createForumTopic', { chat_id: at.FORUM }, 400, 'Bad Request: name must be non-empty'],
  ['createForumTopic', { chat_id: at.SUPER, name: 'a' }, 400, 'Bad Request: the chat is not a forum'],
  [
    'closeForumTopic',
    { chat_id: at.SUPER, message_thread_id: 2 },
    400,
    'Bad Request: the chat is not a supergroup forum',
  ],
]

const SENDS: [string, object, string][] = [
  ['sendMessage', x, 'text messages'],
  ['sendLocation', { latitude: 1, longitude: 1 }, 'locations'],
  ['sendLocation', { latitude: 1, longitude: 1, live_period: 60 }, 'live locations'],
  ['sendPoll', { question: 'a', options: ['b'] }, 'polls'],
  ['sendContact', { phone_number: '1', first_name: 'a' }, 'contacts'],
  ['sendVenue', { latitude: 1, longitude: 1, title: 'a', address: 'b' }, 'venues'],
  ['sendDice', {}, 'dice'],
]
const RIGHTS = SENDS.map(
  ([method, params, what]): Row => [
    method,
    { chat_id: at.MUTE, ...params },
    400,
    `Bad Request: not enough rights to send ${what} to the chat`,
  ],
)

const MISSING: [string, string][] = [
  ['sendPhoto', 'photo'],
  ['sendAnimation', 'animation'],
  ['sendAudio', 'audio'],
  ['sendDocument', 'document'],
  ['sendSticker', 'sticker'],
  ['sendVideo', 'video'],
  ['sendVideoNote', 'video note'],
  ['sendVoice', 'voice'],
]
const FILES: Row[] = [
  ...MISSING.map(([method, what]): Row => [method, to, 400, `Bad Request: there is no ${what} in the request`]),
  ['getFile', {}, 400, 'Bad Request: file_id not specified'],
  ['getFile', { file_id: 'nonsense' }, 400, 'Bad Request: invalid file_id'],
  [
    'sendPhoto',
    { ...to, photo: 'AgAC' },
    400,
    "Bad Request: wrong remote file identifier specified: can't unserialize it",
  ],
  ['sendPhoto', { ...to, photo: 'https://example.org/a.png' }, 400, 'Bad Request: failed to get HTTP URL content'],
  ['sendPhoto', { ...to, photo: 'ftp://example.org/a.png' }, 400, 'Bad Request: wrong HTTP URL specified'],
]

const spot = { latitude: 1, longitude: 1 }
const PLACES: Row[] = [
  ['sendLocation', to, 400, 'Bad Request: latitude is empty'],
  ['sendLocation', { ...to, latitude: 1 }, 400, 'Bad Request: longitude is empty'],
  ['sendLocation', { ...to, ...spot, live_period: 59 }, 400, 'Bad Request: wrong live location period specified'],
  [
    'sendLocation',
    { ...to, ...spot, live_period: 60, heading: 361 },
    400,
    'Bad Request: wrong live location heading specified',
  ],
  [
    'sendLocation',
    { ...to, ...spot, live_period: 60, proximity_alert_radius: 100_001 },
    400,
    'Bad Request: wrong live location proximity alert radius specified',
  ],
]

const album = (...media: object[]) => ({ ...to, media })
const ALBUMS: Row[] = [
  ['sendMediaGroup', album(), 400, 'Bad Request: there are no messages to send'],
  [
    'sendMediaGroup',
    album({ type: 'animation', media: 'x' }),
    400,
    'Bad Request: can\'t parse InputMedia: type "animation" can\'t be used in sendMediaGroup',
  ],
  [
    'sendMediaGroup',
    album(...Array(11).fill({ type: 'photo', media: 'x' })),
    400,
    'Bad Request: too many messages to send as an album',
  ],
  [
    'sendMediaGroup',
    album({ type: 'photo', media: 'x', show_caption_above_media: true }, { type: 'photo', media: 'x' }),
    400,
    'Bad Request: parameter show_caption_above_media must be the same for all messages',
  ],
  [
    'sendMediaGroup',
    album({ type: 'document', media: 'x' }, { type: 'photo', media: 'x' }),
    400,
    "Bad Request: document can't be mixed with other media types",
  ],
  [
    'sendMediaGroup',
    album({ type: 'audio', media: 'x' }, { type: 'photo', media: 'x' }),
    400,
    "Bad Request: audio can't be mixed with other media types",
  ],
  [
    'sendMediaGroup',
    album({ type: 'photo', media: 'https://example.org/x' }, { type: 'photo', media: 'https://example.org/x' }),
    400,
    'Bad Request: failed to send message #1 with the error message "WEBPAGE_CURL_FAILED"',
  ],
]

const MEMBERS: Row[] = [
  ['getChatMember', { chat_id: at.SUPER, user_id: 5 }, 400, 'Bad Request: user not found'],
  ['getChatMember', { chat_id: at.SUPER }, 400, 'Bad Request: invalid user_id specified'],
  [
    'restrictChatMember',
    { chat_id: at.GROUP, user_id: at.ANN, permissions: {} },
    400,
    'Bad Request: method is available only for supergroups',
  ],
  ['getChatAdministrators', to, 400, 'Bad Request: there are no administrators in the private chat'],
]

const LATE = 'Bad Request: query is too old and response timeout expired or query ID is invalid'
const OTHERS: Row[] = [
  ['answerCallbackQuery', { callback_query_id: '1' }, 400, LATE],
  ['answerInlineQuery', { inline_query_id: '1', results: [] }, 400, LATE],
  ['setWebhook', { url: 'ftp://x.org' }, 400, 'Bad Request: invalid webhook URL specified'],
  ['setWebhook', { url: 'https://x.org', secret_token: 'a'.repeat(257) }, 400, 'Bad Request: secret token is too long'],
  [
    'setWebhook',
    { url: 'https://x.org', secret_token: 'a b' },
    400,
    'Bad Request: secret token contains unallowed characters',
  ],
  ['noSuchMethod', {}, 404, 'Not Found: method not found'],
  ['sendMessage', { ...to, text: 'x'.repeat(1_048_577) }, 413, 'Request Entity Too Large: too many parameters'],
]

const ROWS = [WRITING, FORBIDDEN, MARKUP, MESSAGES, TOPICS, RIGHTS, FILES, PLACES, ALBUMS, MEMBERS, OTHERS].flat()
const titled = ROWS.map((row): [string, ...Row] => [
  `${row[0]} ${JSON.stringify(row[1]).slice(0, 80)}: ${row[3]}`,
  ...row,
])

test.each(titled)('%s', async (_title, method, params, code, description) => {
  expect(await scene.call(method, params)).toEqual({ ok: false, error_code: code, description })
})

test('a group that moved tells where to, one that was deleted says so, and bots do not write to bots', async () => {
  const { call, moved, movedTo, gone, peer } = scene
  expect(await call('sendMessage', { chat_id: moved, ...x })).toEqual({
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: movedTo },
  })
  expect(await call('sendMessage', { chat_id: gone, ...x })).toMatchObject({
    error_code: 403,
    description: 'Forbidden: the group chat was deleted',
  })
  expect(await call('sendMessage', { chat_id: peer.id, ...x })).toMatchObject({
    error_code: 403,
    description: "Forbidden: the bot can't send messages to the bot",
  })
})

const files: Record<string, [Buffer, string]> = { photo: [png(4, 4), 'a.png'] }

test('editing refuses what has nothing of that kind, what is not its own, and what stays the same', async () => {
  const { call, send, sim, ann, bot } = scene
  const sent = async (method: string, params: object) => (await call(method, { ...to, ...params })).result.message_id
  const refusal = async (method: string, params: object) => (await call(method, { ...to, ...params })).description
  const text = await sent('sendMessage', x)
  const place = await sent('sendLocation', spot)
  const dice = await sent('sendDice', {})
  const photo = (await send('sendPhoto', to, files)).result.message_id
  const theirs = sim.says(ann, bot, 'mine').message_id
  const media = { type: 'photo', media: 'attach://x' }
  expect(await refusal('editMessageText', { message_id: text, ...x })).toBe(
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  )
  expect(await refusal('editMessageText', { message_id: theirs, ...x })).toBe("Bad Request: message can't be edited")
  expect(await refusal('editMessageText', { message_id: photo, ...x })).toBe(
    'Bad Request: there is no text in the message to edit',
  )
  expect(await refusal('editMessageCaption', { message_id: text, caption: 'x' })).toBe(
    'Bad Request: there is no caption in the message to edit',
  )
  expect(await refusal('editMessageLiveLocation', { message_id: text, ...spot })).toBe(
    'Bad Request: there is no live location in the message to edit',
  )
  for (const message_id of [place, dice, theirs]) {
    const { description } = await send(
      'editMessageMedia',
      { ...to, message_id, media: JSON.stringify(media) },
      { x: [png(4, 4), 'x.png'] },
    )
    expect(description).toBe("Bad Request: message media can't be edited")
  }
  const live = await sent('sendLocation', { ...spot, live_period: 60 })
  expect(await refusal('editMessageLiveLocation', { message_id: live, latitude: 91, longitude: 1 })).toBe(
    'Bad Request: invalid location specified',
  )
})

test('what may not be deleted, another bot’s file, a file that is too big, media that no album takes', async () => {
  const { call, send, clock, sim, peer, ann } = scene
  const old = (await call('sendMessage', { ...to, ...x })).result.message_id
  const inGroup = (await call('sendMessage', { chat_id: at.SUPER, ...x })).result.message_id
  await clock.advance(49 * 3_600_000)
  expect(await call('deleteMessage', { ...to, message_id: old })).toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  })
  expect(await call('deleteMessage', { chat_id: at.SUPER, message_id: inGroup })).toMatchObject({
    description: "Bad Request: message can't be deleted",
  })
  sim.sendsFile(ann, peer, { kind: 'document', name: 'a.bin', bytes: Buffer.alloc(3) })
  const theirs = sim.updates(peer).at(-1)?.update.message?.document?.file_id
  expect(await call('getFile', { file_id: theirs })).toMatchObject({
    description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
  })
  expect(await call('sendDocument', { ...to, document: theirs })).toMatchObject({
    description: 'Bad Request: wrong file identifier/HTTP URL specified',
  })
  const big = await send('sendDocument', to, { document: [Buffer.alloc(20 * 1024 * 1024 + 1), 'big.bin'] })
  expect(await call('getFile', { file_id: big.result.document.file_id })).toMatchObject({
    description: 'Bad Request: file is too big',
  })
  const voice = await send('sendVoice', to, { voice: [Buffer.from('OggS'), 'v.ogg'] })
  const inAlbum = { type: 'document', media: voice.result.voice.file_id }
  expect(await call('sendMediaGroup', album(inAlbum, inAlbum))).toMatchObject({
    description: "Bad Request: can't use the media of the specified type in the album",
  })
})

test('an administrator whom the bot did not make is not banned', async () => {
  const { call, sim, ann } = scene
  sim.places(ann, { id: at.SUPER, title: '' }, at.IN_GROUP_ONLY, { status: 'administrator' })
  expect(await call('banChatMember', { chat_id: at.SUPER, user_id: at.IN_GROUP_ONLY })).toMatchObject({
    error_code: 400,
    description: 'Bad Request: user is an administrator of the chat',
  })
})

test('a revoked token is refused, and so is one of a wrong form', async () => {
  const { sim, peer } = scene
  const ask = async (token: string) => (await fetch(`${sim.url}/bot${token}/getMe`)).json()
  const next = sim.revokesToken(peer)
  expect(await ask(peer.token)).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
  expect(await ask(next)).toMatchObject({ ok: true, result: { id: peer.id } })
  expect(await ask('nonsense')).toEqual({
    ok: false,
    error_code: 401,
    description: 'Unauthorized: invalid token specified',
  })
  expect(await (await fetch(`${sim.url}/bot`)).json()).toEqual({ ok: false, error_code: 404, description: 'Not Found' })
})

test('too many requests carry the pause in the body and in a header', async () => {
  const { sim, bot } = scene
  sim.fault({ kind: '429', retry_after: 5 })
  const response = await fetch(`${sim.url}/bot${bot.token}/getMe`)
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '5'])
  expect(await response.json()).toEqual({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 5',
    parameters: { retry_after: 5 },
  })
})
