import type { Message } from '@grammyjs/types'
import { formatted } from '../../entities/format.ts'
import type { ChatRecord, FileRecord } from '../../types.ts'
import {
  documentJson,
  fileIdFor,
  fileOfBot,
  filePath,
  keepFile,
  photoJson,
  siblings,
  voiceJson,
} from '../../world/files.ts'
import { type Content, captionContent, post } from '../../world/messages.ts'
import { forBot } from '../../world/visibility.ts'
import { count } from '../../world/world.ts'
import { ApiError, badRequest } from '../errors.ts'
import type { Upload } from '../params.ts'
import { chatToWrite, replyTarget } from '../target.ts'
import { readCaption } from '../text.ts'
import type { CallContext, Method } from './context.ts'
import { say } from './sends.ts'

type Kind = 'photo' | 'document' | 'voice'
const DOWNLOAD_LIMIT = 20 * 1024 * 1024
const PHOTO_LIMIT = 10 * 1024 * 1024

const sender =
  (kind: Kind): Method =>
  (ctx) => {
    const chat = chatToWrite(ctx)
    const { text, entities } = readCaption(ctx)
    const media = mediaOf(ctx, kind, ctx.params.text(kind), ctx.params.files.get(kind))
    const above = kind === 'photo' && ctx.params.flag('show_caption_above_media')
    return say(ctx, chat, {
      ...media,
      ...captionContent(text, entities),
      ...(above ? { show_caption_above_media: true } : {}),
    })
  }

/** A file that comes with the request, by `attach://`, or by the id of one this bot has seen. */
function mediaOf(ctx: CallContext, kind: Kind, given: string, upload: Upload | undefined): Content {
  const attached = /^attach:\/\/(.+)$/.exec(given)?.[1]
  const sent = upload ?? (attached === undefined ? undefined : ctx.params.files.get(attached))
  if (sent) return keepUpload(ctx, kind, sent)
  if (given === '' || attached !== undefined) throw badRequest(`there is no ${kind} in the request`)
  // The simulator fetches nothing from the network.
  if (/^https?:\/\//i.test(given)) throw badRequest('failed to get HTTP URL content')
  const file = fileOfBot(ctx.world, ctx.bot, given)
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
  if (file.kind !== kind) throw badRequest(`can't use file of type ${capital(file.kind)} as ${capital(kind)}`)
  return contentOf(kind, kind === 'photo' ? siblings(ctx.world, file) : [file])
}

function keepUpload(ctx: CallContext, kind: Kind, upload: Upload): Content {
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
  if (kind === 'photo' && upload.bytes.length > PHOTO_LIMIT) throw badRequest('file is too big')
  const duration = kind === 'voice' ? ctx.params.integer('duration', 0, 0) : undefined
  const kept = keepFile(ctx.world, { kind, ...upload, ...(duration === undefined ? {} : { duration }) })
  if (!kept) throw badRequest('IMAGE_PROCESS_FAILED')
  return contentOf(kind, kept)
}

export function contentOf(kind: Kind, files: FileRecord[]): Content {
  const first = files[0] as FileRecord
  if (kind === 'photo') return { photo: photoJson(files) }
  return kind === 'voice' ? { voice: voiceJson(first) } : { document: documentJson(first) }
}

const capital = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1)

interface Item {
  content: Content
  kind: Kind
}

const sendMediaGroup: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const items = readAlbum(ctx)
  const replyTo = replyTarget(ctx, chat)
  const group = String(13_000_000_000_000_000n + BigInt(count(ctx.world, 'album')))
  return items.map(({ content }) => postItem(ctx, chat, { ...content, media_group_id: group }, replyTo))
}

function postItem(ctx: CallContext, chat: ChatRecord, content: Content, replyTo: Message | undefined) {
  const stored = post(ctx.world, chat, ctx.bot.id, content, replyTo ? { replyTo } : {})
  return forBot(ctx.bot, stored.message)
}

function readAlbum(ctx: CallContext): Item[] {
  const given = ctx.params.json('media', "can't parse media JSON object")
  if (!Array.isArray(given) || given.length === 0) throw badRequest('there are no messages to send')
  if (given.length > 10) throw badRequest('too many messages to send as an album')
  const items = given.map((one: unknown) => readItem(ctx, one))
  if (new Set(items.map(({ kind }) => kind)).size > 1)
    throw badRequest("document can't be mixed with other media types")
  return items
}

function readItem(ctx: CallContext, given: unknown): Item {
  if (typeof given !== 'object' || given === null) throw badRequest("can't parse InputMedia: Expected an Object")
  const { type, media, caption, parse_mode, caption_entities } = given as Record<string, unknown>
  if (typeof type !== 'string') throw badRequest('can\'t parse InputMedia: Can\'t find field "type"')
  if (type === 'video' || type === 'audio')
    throw new ApiError(501, `the simulator does not simulate albums with ${type}`)
  if (type !== 'photo' && type !== 'document')
    throw badRequest(`can't parse InputMedia: type "${type}" can't be used in sendMediaGroup`)
  if (typeof media !== 'string' || media === '') throw badRequest('can\'t parse InputMedia: Can\'t find field "media"')
  const words = formatted(String(caption ?? ''), String(parse_mode ?? ''), caption_entities)
  if ([...words.text].length > 1024) throw badRequest('message caption is too long')
  return {
    kind: type,
    content: { ...mediaOf(ctx, type, media, undefined), ...captionContent(words.text, words.entities) },
  }
}

const getFile: Method = ({ world, bot, params }) => {
  const id = params.text('file_id')
  if (id === '') throw badRequest('file_id not specified')
  const file = fileOfBot(world, bot, id)
  if (!file) throw badRequest('invalid file_id')
  if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big')
  return {
    file_id: fileIdFor(bot, file.unique),
    file_unique_id: file.unique,
    file_size: file.size,
    file_path: filePath(file),
  }
}

export const fileMethods = {
  sendPhoto: sender('photo'),
  sendDocument: sender('document'),
  sendVoice: sender('voice'),
  sendMediaGroup,
  getFile,
}
