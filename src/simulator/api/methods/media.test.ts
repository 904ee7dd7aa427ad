import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller, type Envelope, png, schemaProblems, upload } from '../../kit.ts'
import { gif, mp3, mp4, opus, webp } from '../../samples.ts'
import { createSimulator, handClock, type SimBot, type SimPerson, type Simulator } from '../../simulator.ts'

const clock = handClock()
let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
let send: ReturnType<typeof upload>

beforeAll(async () => {
  sim = await createSimulator({ clock, fetchUrls: 'loopback' })
  bot = sim.bot({ username: 'media_bot', name: 'Media' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
  send = upload(sim, bot)
})
afterAll(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const thumb = expect.objectContaining({ width: expect.any(Number), file_id: expect.any(String) })

test.each<[string, string, Buffer, string, object, object]>([
  [
    'sendVideo',
    'video',
    mp4({ seconds: 5, width: 320, height: 240 }),
    'clip.mp4',
    { caption: 'look', has_spoiler: true, show_caption_above_media: true, supports_streaming: true },
    {
      video: { duration: 5, width: 320, height: 240, file_name: 'clip.mp4', mime_type: 'video/mp4', thumbnail: thumb },
      caption: 'look',
      has_media_spoiler: true,
      show_caption_above_media: true,
    },
  ],
  [
    'sendVideo',
    'video',
    mp4({ seconds: 5, width: 320, height: 240 }),
    'clip.mp4',
    { duration: 9, width: 64, height: 48 },
    { video: { duration: 9, width: 64, height: 48, thumb } },
  ],
  [
    'sendAudio',
    'audio',
    mp3(3),
    'song.mp3',
    { performer: 'Band', title: 'Song' },
    { audio: { duration: 3, performer: 'Band', title: 'Song', file_name: 'song.mp3', mime_type: 'audio/mpeg' } },
  ],
  [
    'sendAnimation',
    'animation',
    gif(40, 30, [150, 150]),
    'fun.gif',
    {},
    { animation: { width: 40, height: 30, duration: 3 }, document: { file_name: 'fun.gif' } },
  ],
  ['sendVoice', 'voice', opus(7), 'note.ogg', { caption: 'hm' }, { voice: { duration: 7 }, caption: 'hm' }],
  [
    'sendVideoNote',
    'video_note',
    mp4({ seconds: 4, width: 240, height: 240 }),
    'round.mp4',
    {},
    { video_note: { duration: 4, length: 240, thumbnail: thumb } },
  ],
  ['sendVideoNote', 'video_note', mp4({ seconds: 4, width: 320, height: 240 }), 'flat.mp4', {}, { video: {} }],
  [
    'sendSticker',
    'sticker',
    webp(512, 512),
    's.webp',
    { emoji: '😀' },
    { sticker: { width: 512, height: 512, type: 'regular', is_animated: false, is_video: false, emoji: '😀' } },
  ],
  [
    'sendSticker',
    'sticker',
    Buffer.from('1f8b0800', 'hex'),
    's.tgs',
    {},
    { sticker: { is_animated: true, is_video: false, width: 512 } },
  ],
  [
    'sendSticker',
    'sticker',
    Buffer.from('1a45dfa300000000', 'hex'),
    's.webm',
    {},
    { sticker: { is_animated: false, is_video: true } },
  ],
  ['sendSticker', 'sticker', png(512, 512), 's.png', {}, { sticker: { width: 512, height: 512, type: 'regular' } }],
  ['sendSticker', 'sticker', Buffer.from('%PDF-1.4'), 's.pdf', {}, { document: { file_name: 's.pdf' } }],
  ['sendVoice', 'voice', Buffer.from('what is no sound'), 'v.ogg', { duration: 2 }, { voice: { duration: 2 } }],
  ['sendDocument', 'document', gif(8, 8, [10]), 'a.gif', {}, { animation: {}, document: { file_name: 'a.gif' } }],
  [
    'sendDocument',
    'document',
    mp4({ seconds: 2, width: 64, height: 64, silent: true }),
    'a.mp4',
    {},
    { animation: { duration: 2, width: 64 }, document: {} },
  ],
  ['sendDocument', 'document', png(400, 200), 'a.png', {}, { document: { thumbnail: { width: 320, height: 160 } } }],
])('%s of %s becomes what it is (%#)', async (method, field, bytes, name, params, expected) => {
  const { result } = await send(method, { chat_id: ann.id, ...params }, { [field]: [bytes, name] })
  expect(result).toMatchObject(expected)
  const [kind] = Object.keys(expected)
  expect(result[kind as string]).toMatchObject({
    file_id: expect.any(String),
    file_unique_id: expect.any(String),
    file_size: bytes.length,
  })
})

test('with detection switched off a GIF stays a document', async () => {
  const { result } = await send(
    'sendDocument',
    { chat_id: ann.id, disable_content_type_detection: true },
    { document: [gif(8, 8, [10]), 'a.gif'] },
  )
  expect(result).not.toHaveProperty('animation')
  expect(result.document.mime_type).toBe('image/gif')
})

test('a thumbnail comes along under its own name or attached', async () => {
  const { result } = await send(
    'sendAudio',
    { chat_id: ann.id, thumbnail: 'attach://cover' },
    { audio: [mp3(1), 'a.mp3'], cover: [png(100, 50), 'c.png'] },
  )
  expect(result.audio).not.toHaveProperty('thumbnail')
  const again = await send(
    'sendAudio',
    { chat_id: ann.id },
    { audio: [mp3(1), 'a.mp3'], thumbnail: [png(100, 50), 'c.png'] },
  )
  expect(again.result.audio.thumbnail).toMatchObject({ width: 100, height: 50 })
  expect(again.result.audio.thumb).toEqual(again.result.audio.thumbnail)
})

test('by its id a file is sent again as what it is; a photo is never a document', async () => {
  const voice = (await send('sendVoice', { chat_id: ann.id }, { voice: [opus(1), 'n.ogg'] })).result.voice
  const photo = (await send('sendPhoto', { chat_id: ann.id }, { photo: [png(10, 10), 'p.png'] })).result.photo[0]
  expect((await call('sendDocument', { chat_id: ann.id, document: voice.file_id })).result).toHaveProperty('voice')
  expect((await call('sendDocument', { chat_id: ann.id, document: photo.file_id })).description).toBe(
    "Bad Request: can't use file of type Photo as Document",
  )
  expect((await call('sendPhoto', { chat_id: ann.id, photo: voice.file_id })).description).toBe(
    "Bad Request: can't use file of type VoiceNote as Photo",
  )
})

test.each<[string, object, string]>([
  ['sendVideo', {}, 'Bad Request: there is no video in the request'],
  ['sendVideoNote', {}, 'Bad Request: there is no video note in the request'],
  ['sendSticker', {}, 'Bad Request: there is no sticker in the request'],
  ['sendVideo', { video: 'attach://nothing' }, 'Bad Request: there is no video in the request'],
  ['sendVideo', { video: 'AgAC' }, "Bad Request: wrong remote file identifier specified: can't unserialize it"],
  ['sendVideo', { video: 'AgACA' }, 'Bad Request: wrong remote file identifier specified: Wrong string length'],
  [
    'sendVideo',
    { video: 'not a file' },
    'Bad Request: wrong remote file identifier specified: Wrong character in the string',
  ],
  ['sendPhoto', { photo: 'http://example.org/a.png' }, 'Bad Request: failed to get HTTP URL content'],
  ['sendVideoNote', { video_note: 'AgAC', length: 641 }, 'Bad Request: wrong video note length'],
  ['sendVideo', { video: 'AgAC', caption: 'x'.repeat(1025) }, 'Bad Request: message caption is too long'],
  ['editMessageMedia', { message_id: 1 }, 'Bad Request: parameter "media" is required'],
  [
    'editMessageMedia',
    { message_id: 1, media: { type: 'photo' } },
    "Bad Request: can't parse InputMedia: media not found",
  ],
  ['sendMediaGroup', {}, 'Bad Request: parameter "media" is required'],
  ['sendMediaGroup', { media: {} }, 'Bad Request: expected an Array of InputMedia'],
  ['sendMediaGroup', { media: [1] }, "Bad Request: can't parse InputMedia: expected an Object"],
  [
    'sendMediaGroup',
    { media: [{ type: 'sticker', media: 'x' }] },
    'Bad Request: can\'t parse InputMedia: type "sticker" is unsupported',
  ],
  [
    'sendMediaGroup',
    {
      media: [
        { type: 'photo', media: 'x' },
        { type: 'document', media: 'x' },
      ],
    },
    "Bad Request: document can't be mixed with other media types",
  ],
  [
    'sendMediaGroup',
    {
      media: [
        { type: 'photo', media: 'x', show_caption_above_media: true },
        { type: 'video', media: 'x' },
      ],
    },
    'Bad Request: parameter show_caption_above_media must be the same for all messages',
  ],
  [
    'sendMediaGroup',
    { media: Array(11).fill({ type: 'photo', media: 'x' }) },
    'Bad Request: too many messages to send as an album',
  ],
  [
    'sendMediaGroup',
    { media: [{ type: 'photo', media: 'http://example.org/x.png' }] },
    'Bad Request: failed to send message #1 with the error message "WEBPAGE_CURL_FAILED"',
  ],
])('%s %j is refused', async (method, params, description) => {
  expect(await call(method, { chat_id: ann.id, ...params })).toEqual({ ok: false, error_code: 400, description })
})

test('a photo that is none, or far too long, is refused', async () => {
  const photo = async (bytes: Buffer) =>
    (await send('sendPhoto', { chat_id: ann.id }, { photo: [bytes, 'p.png'] })).description
  expect(await photo(Buffer.from('<svg width="1" height="1"/>'))).toBe('Bad Request: IMAGE_PROCESS_FAILED')
  expect(await photo(png(2100, 100))).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS')
  expect(await photo(Buffer.alloc(0))).toBe('Bad Request: file must be non-empty')
})

test('a file of this machine is fetched when that is allowed', async () => {
  const { photo } = (await send('sendPhoto', { chat_id: ann.id }, { photo: [png(30, 20), 'p.png'] })).result
  const { file_path } = (await call('getFile', { file_id: photo[0].file_id })).result
  const url = `${sim.url}/file/bot${bot.token}/${file_path}`
  expect((await call('sendPhoto', { chat_id: ann.id, photo: url })).result.photo).toHaveLength(1)
  expect((await call('sendPhoto', { chat_id: ann.id, photo: `${sim.url}/nothing.png` })).ok).toBe(false)
})

test('a link to a file is good for an hour, and only for the bot that asked', async () => {
  const { document } = (await send('sendDocument', { chat_id: ann.id }, { document: ['text', 'a.txt'] })).result
  const { file_path } = (await call('getFile', { file_id: document.file_id })).result
  const status = async (token: string) => (await fetch(`${sim.url}/file/bot${token}/${file_path}`)).status
  const other = sim.bot({ username: 'nosy_bot', name: 'Nosy' })
  expect([await status(bot.token), await status(other.token)]).toEqual([200, 404])
  await clock.advance(3_600_001)
  expect(await status(bot.token)).toBe(404)
  await call('getFile', { file_id: document.file_id })
  expect(await status(bot.token)).toBe(200)
  sim.forgetsLinks()
  expect(await status(bot.token)).toBe(404)
})

test('an album of pictures and videos is several messages of one group', async () => {
  const { result } = await send(
    'sendMediaGroup',
    {
      chat_id: ann.id,
      protect_content: true,
      media: JSON.stringify([
        { type: 'photo', media: 'attach://a', caption: '*one*', parse_mode: 'MarkdownV2', has_spoiler: true },
        { type: 'video', media: 'attach://b', duration: 8 },
      ]),
    },
    { a: [png(5, 5), 'a.png'], b: [mp4({ seconds: 1, width: 8, height: 8 }), 'b.mp4'] },
  )
  expect(result).toMatchObject([
    { caption: 'one', caption_entities: [{ type: 'bold' }], has_media_spoiler: true, has_protected_content: true },
    { video: { duration: 8 }, has_protected_content: true },
  ])
  expect(result[0].media_group_id).toBe(result[1].media_group_id)
})

test('the media of a message is replaced, with its caption and its buttons', async () => {
  const sent = (await send('sendPhoto', { chat_id: ann.id, caption: 'old' }, { photo: [png(5, 5), 'a.png'] })).result
  const reply_markup = { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] }
  const { result } = await send(
    'editMessageMedia',
    {
      chat_id: ann.id,
      message_id: sent.message_id,
      media: JSON.stringify({ type: 'document', media: 'attach://d', caption: 'new' }),
      reply_markup: JSON.stringify(reply_markup),
    },
    { d: ['text', 'd.txt'] },
  )
  expect(result).toMatchObject({ document: { file_name: 'd.txt' }, caption: 'new', reply_markup })
  expect(result).not.toHaveProperty('photo')
  const { result: sticker } = await send('sendSticker', { chat_id: ann.id }, { sticker: [webp(512, 512), 's.webp'] })
  expect(
    await call('editMessageMedia', {
      chat_id: ann.id,
      message_id: sticker.message_id,
      media: { type: 'document', media: result.document.file_id },
    }),
  ).toMatchObject({ description: "Bad Request: message media can't be edited" })
})

test('the sticker set of the world, and a person with pictures', async () => {
  const { result } = await call('getStickerSet', { name: 'posthouseshapes' })
  expect(result).toMatchObject({
    name: 'PosthouseShapes',
    sticker_type: 'regular',
    stickers: [{ emoji: '👍' }, {}, {}],
  })
  const sent = await call('sendSticker', { chat_id: ann.id, sticker: result.stickers[0].file_id })
  expect(sent.result.sticker).toMatchObject({ set_name: 'PosthouseShapes', emoji: '👍' })
  expect((await call('getStickerSet', { name: 'none' })).description).toBe('Bad Request: STICKERSET_INVALID')

  const photos = () => call('getUserProfilePhotos', { user_id: ann.id, limit: 1 })
  expect((await photos()).result).toEqual({ total_count: 0, photos: [] })
  sim.hasPhoto(ann, png(640, 640))
  sim.hasPhoto(ann, png(200, 200))
  const { total_count, photos: shown } = (await photos()).result
  expect([total_count, shown.length, shown[0].at(-1).width]).toEqual([2, 1, 200])
})
