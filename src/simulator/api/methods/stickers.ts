import type { StickerSetRecord } from '../../types.ts'
import { withIds } from '../../world/copies.ts'
import { fileIdFor, keepFile } from '../../world/files.ts'
import { photoJson, stickerJson } from '../../world/media.ts'
import { stickerSet, stickersOf } from '../../world/stickers.ts'
import { badRequest } from '../errors.ts'
import { sourceOf } from '../input-files.ts'
import { readFormat, stickerFile } from '../input-stickers.ts'
import { userMet } from '../users.ts'
import type { CallContext, Method } from './context.ts'
import { required } from './say.ts'

/** Stickers as they are looked up, and as a file before it is in a set. */

const getStickerSet: Method = ({ world, bot, params }) => {
  const name = params.text('name').trim()
  if (name === '') throw badRequest('sticker_set_name is empty')
  const set = stickerSet(world, name)
  if (!set) throw badRequest('STICKERSET_INVALID')
  const thumbnail = thumbnailOf(world, set)
  return withIds(bot, {
    name: set.name,
    title: set.title,
    sticker_type: set.type,
    contains_masks: set.type === 'mask',
    ...(thumbnail ? { thumbnail, thumb: thumbnail } : {}),
    stickers: stickersOf(world, set).map((file) => stickerJson(world, file)),
  })
}

function thumbnailOf(world: CallContext['world'], { thumbnail }: StickerSetRecord) {
  const file = thumbnail === undefined ? undefined : world.files.get(thumbnail)
  return file ? photoJson([file])[0] : undefined
}

/** Emoji that nobody knows are left out. */
const getCustomEmojiStickers: Method = (ctx) => {
  required(ctx, 'custom_emoji_ids')
  const given = ctx.params.json('custom_emoji_ids', "can't parse custom emoji identifiers JSON object")
  if (!Array.isArray(given)) throw badRequest('expected an Array of custom emoji identifiers')
  for (const id of given) {
    if (typeof id !== 'string') throw badRequest('custom emoji identifier must be of type String')
    if (!/^-?\d{1,19}$/.test(id)) throw badRequest('invalid custom emoji identifier specified')
  }
  if (given.length > 200) throw badRequest('too many custom emoji identifiers specified')
  const files = [...ctx.world.files.values()]
  const found = given.flatMap((id) => files.find(({ customEmoji, set }) => customEmoji === id && set) ?? [])
  return withIds(
    ctx.bot,
    found.map((file) => stickerJson(ctx.world, file)),
  )
}

/** Keeps a file for later: the sets it goes into copy it. */
const uploadStickerFile: Method = async (ctx) => {
  const isNamed = ctx.params.has('sticker')
  const format = isNamed ? readFormat(ctx.params.text('sticker_format')) : 'static'
  const name = isNamed ? 'sticker' : 'png_sticker'
  const source = ctx.params.files.has(name) ? await sourceOf(ctx, '', name) : null
  userMet(ctx)
  if (!source) throw badRequest('there is no sticker file in the request')
  const { facts, ...file } = stickerFile(ctx, { source, format, emojis: [], keywords: [] }, 'regular')
  const [kept] = keepFile(ctx.world, { kind: 'sticker', ...file, ...facts }) ?? []
  if (!kept) throw badRequest('STICKER_PNG_NOPNG')
  return { file_id: fileIdFor(ctx.bot, kept.unique), file_unique_id: kept.unique, file_size: kept.size }
}

export const stickerMethods = { getStickerSet, getCustomEmojiStickers, uploadStickerFile }
