import type { PaidMedia } from '@grammyjs/types'
import { captionContent } from '../../world/messages.ts'
import { badRequest } from '../errors.ts'
import { isObject } from '../fields.ts'
import { type Media, mediaToSay, readInputMedia } from '../media.ts'
import { checkCaption, readFormatted } from '../text.ts'
import type { CallContext } from './context.ts'
import { required, sending } from './say.ts'

const MOST_STARS = 25_000

/** Pictures and videos for Stars. Nobody pays here, so nobody but bots sees them. */
const sendPaidMedia = sending(async (ctx) => {
  const star_count = ctx.params.integer('star_count', 0)
  const read = readFormatted(ctx, 'caption', 'parse_mode', 'caption_entities')
  const above = ctx.params.flag('show_caption_above_media')
  const media = await readPaid(ctx)
  return () => {
    const caption = checkCaption(read)
    if (star_count < 1 || star_count > MOST_STARS) throw badRequest('STARS_AMOUNT_INVALID')
    return {
      content: {
        paid_media: { star_count, paid_media: media.map((one) => paid(ctx, one)) },
        ...captionContent(caption.text, caption.entities),
        ...(above ? { show_caption_above_media: true as const } : {}),
      },
    }
  }
})

async function readPaid(ctx: CallContext): Promise<Media[]> {
  required(ctx, 'media')
  const given = ctx.params.json('media', "can't parse media JSON object")
  if (!Array.isArray(given)) throw badRequest('expected an Array of InputPaidMedia')
  if (given.length === 0) throw badRequest('there must be at least one paid media')
  if (given.length > 10) throw badRequest('too many paid media')
  const media: Media[] = []
  for (const one of given) {
    if (isObject(one) && one.type !== 'photo' && one.type !== 'video')
      throw badRequest("can't parse InputPaidMedia: invalid InputPaidMedia type specified")
    media.push(await readInputMedia(ctx, one, true))
  }
  return media
}

function paid(ctx: CallContext, media: Media): PaidMedia {
  const { photo, video } = mediaToSay(ctx, media)
  if (photo) return { type: 'photo', photo }
  if (video) return { type: 'video', video }
  throw badRequest("can't use the media of the specified type as paid media")
}

export const paidMediaMethods = { sendPaidMedia }
