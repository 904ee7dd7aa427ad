import { forBot } from '../../world/copies.ts'
import type { Content } from '../../world/messages.ts'
import { count } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { BackendRefusal } from '../input-files.ts'
import { type Media, mediaToSay, readInputMedia } from '../media.ts'
import { readReply, resolveReply } from '../reply.ts'
import { checkSend } from '../rights.ts'
import { threadOf } from '../target.ts'
import type { CallContext, Method } from './context.ts'
import { chatToSend, options, place, required, say } from './say.ts'

const sendMediaGroup: Method = async (ctx) => {
  const reply = readReply(ctx)
  const media = await readAlbum(ctx)
  const chat = chatToSend(ctx)
  const { replyTo, content: answered } = resolveReply(ctx, chat, reply)
  const thread = threadOf(ctx, chat, replyTo)
  checkAlbum(media)
  const contents = media.map((one, i) => contentOf(ctx, one, i + 1))
  for (const content of contents) {
    if (!isForAlbums(content)) throw badRequest("can't use the media of the specified type in the album")
    checkSend(ctx, chat, content)
  }
  const group = contents.length > 1 ? { media_group_id: albumId(ctx) } : {}
  const shared = { ...group, ...options(ctx, chat), ...answered }
  return contents.map((content) => {
    const stored = say(ctx, chat, { ...content, ...shared }, place(replyTo, thread))
    return forBot(ctx.bot, stored.message)
  })
}

async function readAlbum(ctx: CallContext): Promise<Media[]> {
  required(ctx, 'media')
  const given = ctx.params.json('media', "can't parse media JSON object")
  if (!Array.isArray(given)) throw badRequest('expected an Array of InputMedia')
  const media: Media[] = []
  for (const one of given) media.push(await readInputMedia(ctx, one, true))
  return media
}

const NAMES: Partial<Record<Media['kind'], string>> = { audio: 'Audio', document: 'Document' }

/** Pictures and videos go together; sounds and documents only with their own kind. */
function checkAlbum(media: Media[]) {
  if (media.length === 0) throw badRequest('there are no messages to send')
  if (media.length > 10) throw badRequest('too many messages to send as an album')
  const lonely = media.find(({ kind }) => NAMES[kind])
  if (lonely && media.some(({ kind }) => kind !== lonely.kind))
    throw badRequest(`${NAMES[lonely.kind]} can't be mixed with other media types`)
  const [first] = media
  if (media.some(({ details }) => Boolean(details.above) !== Boolean(first?.details.above)))
    throw badRequest('parameter show_caption_above_media must be the same for all messages')
}

/** A file by its id stays what it is, whatever the album says. */
const isForAlbums = ({ photo, video, audio, document, animation }: Content) =>
  Boolean(photo ?? video ?? audio ?? document) && !animation

function contentOf(ctx: CallContext, media: Media, position: number): Content {
  try {
    return mediaToSay(ctx, media)
  } catch (error) {
    throw error instanceof BackendRefusal ? error.inAlbum(position) : error
  }
}

export const albumId = (ctx: Pick<CallContext, 'world'>) =>
  String(13_000_000_000_000_000n + BigInt(count(ctx.world, 'album')))

export const albumMethods = { sendMediaGroup }
