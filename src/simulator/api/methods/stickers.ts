import { privateKey, sharesGroup } from '../../world/chats.ts'
import { withIds } from '../../world/copies.ts'
import { siblings } from '../../world/files.ts'
import { photoJson, stickerJson } from '../../world/media.ts'
import { STICKER_SET, stickerSet } from '../../world/stickers.ts'
import { badRequest } from '../errors.ts'
import type { Method } from './context.ts'

const getStickerSet: Method = ({ world, bot, params }) => {
  const name = params.text('name').trim()
  if (name === '') throw badRequest('sticker_set_name is empty')
  if (name.toLowerCase() !== STICKER_SET.name.toLowerCase()) throw badRequest('STICKERSET_INVALID')
  const stickers = stickerSet(world).map((file) => stickerJson(world, file))
  return withIds(bot, { ...STICKER_SET, sticker_type: 'regular', contains_masks: false, stickers })
}

/** A person's pictures, newest first. */
const getUserProfilePhotos: Method = ({ world, bot, params }) => {
  const id = params.integer('user_id', 0)
  if (id <= 0) throw badRequest('invalid user_id specified')
  const person = world.people.get(id)
  const isKnown = world.chats.get(privateKey(id, bot.id))?.begun || sharesGroup(world, bot, id)
  if (!(person && isKnown) && !world.bots.has(id)) throw badRequest('user not found')
  const offset = params.integer('offset', 0, 0)
  const limit = params.integer('limit', 100, 1, 100)
  const all = person?.photos ?? []
  const photos = all.slice(offset, offset + limit).map((key) => {
    const first = world.files.get(`${key}s`)
    return first ? photoJson(siblings(world, first)) : []
  })
  return withIds(bot, { total_count: all.length, photos })
}

export const stickerMethods = { getStickerSet, getUserProfilePhotos }
