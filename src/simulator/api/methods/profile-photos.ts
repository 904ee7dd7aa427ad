import { withIds } from '../../world/copies.ts'
import { keepFile, siblings } from '../../world/files.ts'
import { photoJson } from '../../world/media.ts'
import { ApiError, badRequest } from '../errors.ts'
import { Fields, isObject } from '../fields.ts'
import { BackendRefusal, sourceOf } from '../input-files.ts'
import { userMet } from '../users.ts'
import type { Method } from './context.ts'
import { required } from './say.ts'

/** A person's or a bot's pictures, newest first. */
const getUserProfilePhotos: Method = (ctx) => {
  const { world, bot, params } = ctx
  const id = userMet(ctx)
  const offset = params.integer('offset', 0, 0)
  const limit = params.integer('limit', 100, 1, 100)
  const all = (world.people.get(id) ?? world.bots.get(id))?.photos ?? []
  const photos = all.slice(offset, offset + limit).map((key) => {
    const first = world.files.get(`${key}s`)
    return first ? photoJson(siblings(world, first)) : []
  })
  return withIds(bot, { total_count: all.length, photos })
}

/** Nothing smaller is cut to a square. */
const SMALLEST = 160

const setMyProfilePhoto: Method = async (ctx) => {
  required(ctx, 'photo')
  const given = ctx.params.json('photo', "can't parse input profile photo JSON object")
  const refuse = (why: string) => badRequest(`can't parse InputProfilePhoto: ${why}`)
  if (!isObject(given)) throw refuse('expected an Object')
  const fields = new Fields(given, refuse)
  const type = fields.requiredText('type')
  if (type === 'animated') throw new ApiError(501, 'the simulator does not simulate animated profile photos')
  if (type !== 'static') throw refuse('invalid profile photo type specified')
  const source = await sourceOf(ctx, fields.requiredText('photo'))
  if (!source) throw refuse('photo not found')
  if (!('upload' in source)) throw refuse('photo must be uploaded as an InputFile')
  const { upload, facts } = source
  if (!facts.format || !facts.width || !facts.height) throw new BackendRefusal('IMAGE_PROCESS_FAILED').alone()
  if (Math.min(facts.width, facts.height) < SMALLEST) throw badRequest('PHOTO_CROP_SIZE_SMALL')
  const [first] = keepFile(ctx.world, { kind: 'photo', ...upload, ...facts }) ?? []
  if (!first) throw new BackendRefusal('IMAGE_PROCESS_FAILED').alone()
  ctx.bot.photos = [first.bytes, ...(ctx.bot.photos ?? [])]
  ctx.world.touch()
  return true
}

/** The one before it, if any, is shown again. */
const removeMyProfilePhoto: Method = ({ bot, world }) => {
  bot.photos = (bot.photos ?? []).slice(1)
  world.touch()
  return true
}

export const profilePhotoMethods = { getUserProfilePhotos, setMyProfilePhoto, removeMyProfilePhoto }
