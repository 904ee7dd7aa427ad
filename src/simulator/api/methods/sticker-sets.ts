import type { BotRecord, StickerSetRecord, StickerType } from '../../types.ts'
import { keepFile } from '../../world/files.ts'
import { dropSet, keepSet, put, stickerSet } from '../../world/stickers.ts'
import { badRequest } from '../errors.ts'
import { sourceOf } from '../input-files.ts'
import {
  byId,
  type InputSticker,
  isEmoji,
  readFormat,
  readOneSticker,
  readStickers,
  stickerFile,
} from '../input-stickers.ts'
import { userMet } from '../users.ts'
import type { CallContext, Method } from './context.ts'

/** Sets that a bot makes for a person, and what is changed about a set as a whole. */

const TYPES: string[] = ['regular', 'mask', 'custom_emoji']

const createNewStickerSet: Method = async (ctx) => {
  const { params, world, bot } = ctx
  const stickers = await readStickers(ctx)
  const named = params.text('sticker_type') || 'regular'
  if (!TYPES.includes(named)) throw badRequest('unsupported sticker type specified')
  const type = params.flag('contains_masks') ? 'mask' : (named as StickerType)
  const owner = userMet(ctx)
  const title = titleOf(ctx)
  const name = params.text('name').trim()
  if (name === '') throw badRequest('sticker set name must be non-empty')
  if (!isName(name, bot)) throw badRequest('invalid sticker set name is specified')
  if (stickers.length === 0) throw badRequest('STICKERS_EMPTY')
  if (stickerSet(world, name)) throw badRequest('sticker set name is already occupied')
  const set: StickerSetRecord = { name, title, type, bot: bot.id, owner, stickers: [] }
  const files = stickers.map((sticker) => fileFor(ctx, set, sticker))
  keepSet(world, set)
  for (const file of files) put(world, set, file)
  return true
}

/** Letters, digits and single underscores, and the bot's own name at the end. */
const isName = (name: string, { username }: BotRecord) =>
  /^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name) &&
  name.length <= 64 &&
  name.toLowerCase().endsWith(`_by_${username.toLowerCase()}`)

function titleOf({ params }: CallContext): string {
  const title = [...params.text('title').trim()].slice(0, 64).join('')
  if (title === '') throw badRequest('sticker set title must be non-empty')
  return title
}

function fileFor(ctx: CallContext, set: StickerSetRecord, sticker: InputSticker) {
  const { facts, ...file } = stickerFile(ctx, sticker, set.type)
  const { emojis, keywords, mask } = sticker
  if (emojis.length === 0 || !emojis.every(isEmoji)) throw badRequest('invalid sticker emojis')
  return {
    kind: 'sticker' as const,
    ...file,
    ...facts,
    ...(emojis[0] ? { emoji: emojis[0] } : {}),
    ...(mask ? { mask } : {}),
    keywords,
  }
}

/** A set of this name that the bot itself made. */
function ownSet({ world, bot, params }: CallContext): StickerSetRecord {
  const set = stickerSet(world, params.text('name').trim())
  if (!set || set.bot !== bot.id) throw badRequest('STICKERSET_INVALID')
  return set
}

/** How many stickers fit. */
const MOST: Record<StickerType, number> = { regular: 120, mask: 120, custom_emoji: 200 }

const addStickerToSet: Method = async (ctx) => {
  const sticker = await readOneSticker(ctx)
  userMet(ctx)
  const set = ownSet(ctx)
  if (set.stickers.length >= MOST[set.type]) throw badRequest('STICKERS_TOO_MUCH')
  put(ctx.world, set, fileFor(ctx, set, sticker))
  return true
}

const replaceStickerInSet: Method = async (ctx) => {
  const old = ctx.params.text('old_sticker').trim()
  if (old === '') throw badRequest('sticker is not specified')
  const sticker = await readOneSticker(ctx)
  userMet(ctx)
  const set = ownSet(ctx)
  const known = byId(ctx, old)
  if (!set.stickers.includes(known.unique)) throw badRequest('STICKER_INVALID')
  put(ctx.world, set, fileFor(ctx, set, sticker), known)
  return true
}

const setStickerSetTitle: Method = (ctx) => {
  const title = titleOf(ctx)
  ownSet(ctx).title = title
  ctx.world.touch()
  return true
}

/** Without a picture the set has none of its own again. */
const setStickerSetThumbnail: Method = async (ctx) => {
  const { params, world } = ctx
  const name = params.has('thumbnail') ? 'thumbnail' : 'thumb'
  const source = params.has(name) ? await sourceOf(ctx, params.text(name), name) : null
  const format = readFormat(params.text('format') || 'auto')
  userMet(ctx)
  const set = ownSet(ctx)
  delete set.thumbnail
  if (source && 'id' in source) set.thumbnail = byId(ctx, source.id).unique
  else if (source) {
    const { facts, ...file } = stickerFile(ctx, { source, format, emojis: [], keywords: [] }, 'custom_emoji')
    const [kept] = keepFile(world, { kind: 'thumbnail', ...file, ...facts }) ?? []
    if (kept) set.thumbnail = kept.unique
  }
  world.touch()
  return true
}

/** One of the set's own emoji, or none again. */
const setCustomEmojiStickerSetThumbnail: Method = (ctx) => {
  const { params, world } = ctx
  const id = params.text('custom_emoji_id').trim()
  const set = ownSet(ctx)
  if (set.type !== 'custom_emoji') throw badRequest('STICKERSET_INVALID')
  const sticker = set.stickers.find((unique) => world.files.get(unique)?.customEmoji === id)
  if (id !== '' && id !== '0' && !sticker) throw badRequest('STICKER_INVALID')
  delete set.thumbnail
  if (sticker) set.thumbnail = sticker
  world.touch()
  return true
}

const deleteStickerSet: Method = (ctx) => {
  dropSet(ctx.world, ownSet(ctx))
  return true
}

export const stickerSetMethods = {
  createNewStickerSet,
  addStickerToSet,
  replaceStickerInSet,
  setStickerSetTitle,
  setStickerSetThumbnail,
  setStickerSetThumb: setStickerSetThumbnail,
  setCustomEmojiStickerSetThumbnail,
  deleteStickerSet,
}
