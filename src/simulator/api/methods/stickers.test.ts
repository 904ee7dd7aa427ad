import { afterEach, beforeEach, expect, test } from 'vitest'
import { caller, type Envelope, png, schemaProblems, upload } from '../../kit.ts'
import { webp } from '../../samples.ts'
import { createSimulator, type SimBot, type SimPerson, type Simulator } from '../../simulator.ts'

let sim: Simulator
let bot: SimBot
let ann: SimPerson
let call: (method: string, params?: object) => Promise<Envelope>
let send: ReturnType<typeof upload>
beforeEach(async () => {
  sim = await createSimulator({
    world: { sticker_sets: [{ name: 'Weather', title: 'The weather', emoji: ['☀️', '🌧'] }] },
  })
  bot = sim.bot({ username: 'drawing_bot', name: 'Drawing' })
  ann = sim.person('Ann')
  sim.says(ann, bot, '/start')
  call = caller(sim, bot)
  send = upload(sim, bot)
})
afterEach(async () => {
  expect(schemaProblems(sim)).toEqual([])
  await sim.close()
})

const NAME = 'Cats_by_drawing_bot'
const PNG: [Buffer, string] = [png(512, 512), 'cat.png']
const SMALL: [Buffer, string] = [png(100, 100), 'cat.png']
const TGS: [Buffer, string] = [Buffer.from([0x1f, 0x8b, 8, 0]), 'cat.tgs']

const sticker = (emoji: string, more: object = {}) => ({
  sticker: 'attach://file',
  format: 'static',
  emoji_list: [emoji],
  ...more,
})
const create = (file = PNG, more: object = {}, one: object = sticker('😺')) =>
  send(
    'createNewStickerSet',
    { user_id: ann.id, name: NAME, title: 'Cats', stickers: JSON.stringify([one]), ...more },
    { file },
  )
const add = (one: object, file = PNG) =>
  send('addStickerToSet', { user_id: ann.id, name: NAME, sticker: JSON.stringify(one) }, { file })
const set = async (name = NAME) => (await call('getStickerSet', { name })).result
const emojis = async () => (await set()).stickers.map(({ emoji }: { emoji: string }) => emoji)
const idOf = async (emoji: string) =>
  (await set()).stickers.find((one: { emoji: string }) => one.emoji === emoji)?.file_id ?? ''

test('a bot makes a set for a person; whoever sends one of its stickers shows which set it is from', async () => {
  expect(await create()).toEqual({ ok: true, result: true })
  const made = await set(NAME.toUpperCase())
  expect(made).toMatchObject({ name: NAME, title: 'Cats', sticker_type: 'regular', stickers: [{ emoji: '😺' }] })
  const { result } = await call('sendSticker', { chat_id: ann.id, sticker: made.stickers[0].file_id })
  expect(result.sticker).toMatchObject({ set_name: NAME, emoji: '😺', type: 'regular' })
})

test('stickers are added, moved, replaced and taken out, even the last one', async () => {
  await create()
  await add(sticker('😸', { keywords: ['smile'] }))
  await add(sticker('😿'))
  expect(await emojis()).toEqual(['😺', '😸', '😿'])
  await call('setStickerPositionInSet', { sticker: await idOf('😿'), position: 0 })
  expect(await emojis()).toEqual(['😿', '😺', '😸'])
  const old_sticker = await idOf('😺')
  const instead = { user_id: ann.id, name: NAME, old_sticker, sticker: JSON.stringify(sticker('🙀')) }
  await send('replaceStickerInSet', instead, { file: PNG })
  expect(await emojis()).toEqual(['😿', '🙀', '😸'])
  for (const emoji of ['😿', '🙀', '😸'])
    expect(await call('deleteStickerFromSet', { sticker: await idOf(emoji) })).toMatchObject({ ok: true })
  expect(await emojis()).toEqual([])
  expect(await add(sticker('😻'))).toMatchObject({ ok: true })
  const mask_position = { point: 'eyes', x_shift: 0.5, y_shift: 0.5, scale: 1 }
  expect(await call('setStickerMaskPosition', { sticker: await idOf('😻'), mask_position })).toMatchObject({
    description: 'Bad Request: STICKER_MASK_COORDS_NOT_SUPPORTED',
  })
})

test('a sticker gets other emoji and keywords, the set another title and a picture', async () => {
  await create()
  await call('setStickerEmojiList', { sticker: await idOf('😺'), emoji_list: ['😾', '😼'] })
  expect(await call('setStickerKeywords', { sticker: await idOf('😾'), keywords: ['angry'] })).toMatchObject({
    ok: true,
  })
  await call('setStickerSetTitle', { name: NAME, title: 'Angry cats' })
  await send('setStickerSetThumbnail', { name: NAME, user_id: ann.id, format: 'static' }, { thumbnail: SMALL })
  expect(await set()).toMatchObject({ title: 'Angry cats', thumbnail: { width: 100 }, stickers: [{ emoji: '😾' }] })
  await call('setStickerSetThumbnail', { name: NAME, user_id: ann.id, format: 'static' })
  expect(await set()).not.toHaveProperty('thumbnail')
  expect(await call('deleteStickerSet', { name: NAME })).toEqual({ ok: true, result: true })
})

test('a file that was uploaded before goes into a set by its id', async () => {
  await create()
  const { result } = await send('uploadStickerFile', { user_id: ann.id, sticker_format: 'static' }, { sticker: PNG })
  const given = { ...sticker('😻'), sticker: result.file_id }
  const named = { user_id: ann.id, name: NAME, sticker: given }
  expect(await call('addStickerToSet', named)).toEqual({ ok: true, result: true })
  expect(await emojis()).toEqual(['😺', '😻'])
})

test('masks know where they sit, emoji have numbers, animated ones move', async () => {
  const mask_position = { point: 'eyes', x_shift: -1, y_shift: 1, scale: 2 }
  await create(PNG, { sticker_type: 'mask' }, sticker('😺', { mask_position }))
  expect((await set()).stickers).toMatchObject([{ type: 'mask', mask_position }])
  const moved = { ...mask_position, point: 'chin' }
  await call('setStickerMaskPosition', { sticker: await idOf('😺'), mask_position: moved })
  expect((await set()).stickers).toMatchObject([{ mask_position: moved }])

  const name = 'Faces_by_drawing_bot'
  await create(TGS, { name, sticker_type: 'custom_emoji' }, sticker('😺', { format: 'animated' }))
  const [face] = (await set(name)).stickers
  expect(face).toMatchObject({ type: 'custom_emoji', is_animated: true, width: 100 })
  const known = await call('getCustomEmojiStickers', { custom_emoji_ids: [face.custom_emoji_id, '1'] })
  expect(known.result).toMatchObject([{ set_name: name }])
  const thumbnail = { name, custom_emoji_id: face.custom_emoji_id }
  expect(await call('setCustomEmojiStickerSetThumbnail', thumbnail)).toMatchObject({ ok: true })
})

test('a set of the names of old is made and looked up like any other', async () => {
  const legacy = { user_id: ann.id, name: NAME, title: 'Cats', emojis: '😺😸', contains_masks: true }
  expect(await send('createNewStickerSet', legacy, { png_sticker: PNG })).toMatchObject({ ok: true })
  expect(await set()).toMatchObject({ sticker_type: 'mask', contains_masks: true, stickers: [{ emoji: '😺' }] })
  expect(await send('setStickerSetThumb', { name: NAME, user_id: ann.id }, { thumb: SMALL })).toMatchObject({
    ok: true,
  })
})

test('a world brings sets of its own, which no bot may change', async () => {
  expect(await set('weather')).toMatchObject({ title: 'The weather', stickers: [{ emoji: '☀️' }, { emoji: '🌧' }] })
  const [sun] = (await set('Weather')).stickers
  expect(await call('deleteStickerFromSet', { sticker: sun.file_id })).toMatchObject({
    description: 'Bad Request: STICKER_INVALID',
  })
  expect(await call('setStickerSetTitle', { name: 'Weather', title: 'Mine' })).toMatchObject({
    description: 'Bad Request: STICKERSET_INVALID',
  })
})

test.each<[string, object, object, [Buffer, string], string]>([
  ['another name', { name: 'Cats' }, sticker('😺'), PNG, 'invalid sticker set name is specified'],
  ['no title', { title: ' ' }, sticker('😺'), PNG, 'sticker set title must be non-empty'],
  ['a stranger', { user_id: 4711 }, sticker('😺'), PNG, 'user not found'],
  ['a new kind', { sticker_type: 'loud' }, sticker('😺'), PNG, 'unsupported sticker type specified'],
  ['no emoji', {}, sticker('x'), PNG, "can't parse InputSticker: expected a Unicode emoji"],
  ['no format', {}, sticker('😺', { format: '' }), PNG, "can't parse InputSticker: Invalid sticker format specified"],
  ['no file', {}, sticker('😺', { sticker: 'attach://x' }), PNG, "can't parse InputSticker: sticker not found"],
  ['a small picture', {}, sticker('😺'), SMALL, 'STICKER_PNG_DIMENSIONS'],
  ['a large emoji', { sticker_type: 'custom_emoji' }, sticker('😺'), PNG, 'STICKER_PNG_DIMENSIONS'],
  ['no picture', {}, sticker('😺'), [Buffer.from('a cat'), 'cat.png'], 'STICKER_PNG_NOPNG'],
  ['nothing that moves', {}, sticker('😺', { format: 'animated' }), [webp(512, 512), 'a.webp'], 'STICKER_TGS_NOTGS'],
  ['nothing at all', { stickers: '[]' }, {}, PNG, 'STICKERS_EMPTY'],
])('a set with %s is refused', async (_, more, one, file, why) => {
  expect(await create(file, more, one)).toMatchObject({ ok: false, description: `Bad Request: ${why}` })
})

test('a name is taken once, and a set is changed by the bot that made it only', async () => {
  await create()
  expect(await create()).toMatchObject({ description: 'Bad Request: sticker set name is already occupied' })
  const other = caller(sim, sim.bot({ username: 'other_bot', name: 'Other' }))
  expect(await other('deleteStickerSet', { name: NAME })).toMatchObject({
    description: 'Bad Request: STICKERSET_INVALID',
  })
  expect(await call('setStickerPositionInSet', { position: 0 })).toMatchObject({
    description: 'Bad Request: sticker is not specified',
  })
})
