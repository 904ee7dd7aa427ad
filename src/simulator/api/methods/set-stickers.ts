import type { FileRecord, StickerSetRecord } from '../../types.ts'
import { move, stickerSet, takeOut } from '../../world/stickers.ts'
import { badRequest } from '../errors.ts'
import { byId, maskOf, readEmojis, readKeywords } from '../input-stickers.ts'
import type { CallContext, Method } from './context.ts'

/** What is changed about one sticker of a set, which is named by its file alone. */

function meant(ctx: CallContext): { file: FileRecord; set: StickerSetRecord } {
  const file = byId(ctx, ctx.params.text('sticker').trim())
  const set = file.set === undefined ? undefined : stickerSet(ctx.world, file.set)
  if (!set || set.bot !== ctx.bot.id) throw badRequest('STICKER_INVALID')
  return { file, set }
}

function specified({ params }: CallContext) {
  if (params.text('sticker').trim() === '') throw badRequest('sticker is not specified')
}

const setStickerPositionInSet: Method = (ctx) => {
  specified(ctx)
  const position = ctx.params.integer('position', -1)
  if (position < 0) throw badRequest('wrong sticker position specified')
  const { file, set } = meant(ctx)
  move(ctx.world, set, file, position)
  return true
}

const deleteStickerFromSet: Method = (ctx) => {
  specified(ctx)
  const { file, set } = meant(ctx)
  takeOut(ctx.world, set, file)
  return true
}

/** The first of them is the one that is shown. */
const setStickerEmojiList: Method = (ctx) => {
  specified(ctx)
  const given = ctx.params.json('emoji_list', "can't parse emoji list JSON array")
  const emojis = readEmojis(given, (why) => badRequest(`can't parse emoji list: ${why}`))
  change(ctx, { emoji: emojis[0] })
  return true
}

const setStickerKeywords: Method = (ctx) => {
  specified(ctx)
  const given = ctx.params.json('keywords', "can't parse keywords JSON object") ?? []
  if (!Array.isArray(given)) throw badRequest('field "keywords" must be an Array')
  change(ctx, { keywords: readKeywords(given) })
  return true
}

const setStickerMaskPosition: Method = (ctx) => {
  specified(ctx)
  const mask = maskOf(ctx)
  const { file, set } = meant(ctx)
  if (set.type !== 'mask') throw badRequest('STICKER_MASK_COORDS_NOT_SUPPORTED')
  delete file.mask
  if (mask) file.mask = mask
  ctx.world.touch()
  return true
}

function change(ctx: CallContext, changes: { emoji?: string | undefined; keywords?: string[] }) {
  Object.assign(meant(ctx).file, changes)
  ctx.world.touch()
}

export const setStickerMethods = {
  setStickerPositionInSet,
  deleteStickerFromSet,
  setStickerEmojiList,
  setStickerKeywords,
  setStickerMaskPosition,
}
