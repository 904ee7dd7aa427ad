import type { PhotoSize } from '@grammyjs/types'
import { formatted } from '../entities/format.ts'
import type { FileKind, FileRecord } from '../types.ts'
import type { Facts } from '../world/facts.ts'
import { keepFile, type NewFile } from '../world/files.ts'
import { mediaContent, photoJson } from '../world/media.ts'
import { type Content, captionContent } from '../world/messages.ts'
import { badRequest } from './errors.ts'
import { Fields, isObject } from './fields.ts'
import { BackendRefusal, filesById, type Source, sourceOf } from './input-files.ts'
import type { CallContext } from './methods/context.ts'
import type { Upload } from './params.ts'
import { checkCaption, type FormattedText, knownTo, readCaption } from './text.ts'

/** A file with everything said about it, before it is sent. */
export interface Media {
  kind: FileKind
  source: Source
  caption: FormattedText
  details: Details
  thumbnail?: Buffer
  cover?: Source | null
}

export interface Details {
  duration?: number
  width?: number
  height?: number
  title?: string
  performer?: string
  emoji?: string
  start?: number
  above?: boolean
  spoiler?: boolean
  /** The file stays a document whatever it is. */
  asFile?: boolean
}

const DAY = 86_400
const LENGTH = 10_000
const PHOTO_LIMIT = 10 * 1024 * 1024
const clamp = (value: number, max: number) => Math.min(max, Math.max(0, value))

/** Parameters of a call, or fields of an InputMedia: both are read by name. */
export interface Named {
  integer(name: string, fallback: number): number
  text(name: string): string
  flag(name: string): boolean
}

export function readDetails(from: Named, kind: FileKind): Details {
  const moves = ['video', 'animation'].includes(kind)
  const number = (name: string, max: number) => clamp(from.integer(name, 0), max) || undefined
  const size = moves ? { width: number('width', LENGTH), height: number('height', LENGTH) } : {}
  const length = kind === 'video_note' ? from.integer('length', 0) : 0
  if (length > 640) throw badRequest('wrong video note length')
  const given = {
    ...size,
    ...(length > 0 ? { width: length, height: length } : {}),
    duration: kind === 'photo' || kind === 'document' ? undefined : number('duration', DAY),
    title: kind === 'audio' ? from.text('title') : '',
    performer: kind === 'audio' ? from.text('performer') : '',
    emoji: kind === 'sticker' ? from.text('emoji') : '',
    start: kind === 'video' ? number('start_timestamp', DAY) : undefined,
    above: (moves || kind === 'photo') && from.flag('show_caption_above_media'),
    spoiler: (moves || kind === 'photo') && from.flag('has_spoiler'),
    asFile: kind === 'document' && from.flag('disable_content_type_detection'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as Details
}

const TYPES = ['photo', 'video', 'animation', 'audio', 'document'] as const

/** One InputMedia. */
export async function readInputMedia(ctx: CallContext, given: unknown, isAlbum: boolean): Promise<Media> {
  const refuse = (why: string) => badRequest(`can't parse InputMedia: ${why}`)
  if (!isObject(given)) throw refuse('expected an Object')
  const fields = new Fields(given, refuse)
  const caption = formatted(fields.text('caption'), fields.text('parse_mode'), given.caption_entities, knownTo(ctx))
  const source = await sourceOf(ctx, fields.text('media'))
  if (!source) throw refuse('media not found')
  const named = fields.text('thumbnail') || fields.text('thumb')
  const attached = /^attach:\/\/(.+)$/.exec(named)?.[1]
  const thumbnail = (attached && ctx.params.files.get(attached)) || givenThumbnail(ctx)
  const type = fields.requiredText('type')
  const kind = TYPES.find((known) => known === type)
  if (isAlbum && type === 'animation') throw refuse('type "animation" can\'t be used in sendMediaGroup')
  if (!kind) throw refuse(`type "${type}" is unsupported`)
  const details = readDetails(fields, kind)
  if (isAlbum && kind === 'document') details.asFile = true
  const cover = kind === 'video' && fields.has('cover') ? await sourceOf(ctx, fields.text('cover')) : null
  return { kind, source, caption, details, ...(thumbnail ? { thumbnail: thumbnail.bytes } : {}), cover }
}

export const givenThumbnail = ({ params }: CallContext): Upload | undefined =>
  params.files.get('thumbnail') ?? params.files.get('thumb')

/** Stores what is new, finds what is known, and says it as a message's content. */
export function mediaToSay(ctx: CallContext, media: Media): Content {
  const caption = checkCaption(media.caption)
  const files = filesOf(ctx, media)
  const { above, spoiler, start } = media.details
  const content = mediaContent(ctx.world, files)
  const isShown = Boolean(content.photo ?? content.video ?? content.animation)
  if (content.video && media.cover) content.video = { ...content.video, cover: coverOf(ctx, media.cover) }
  if (content.video && start) content.video = { ...content.video, start_timestamp: start }
  return {
    ...content,
    ...(content.sticker || content.video_note ? {} : captionContent(caption.text, caption.entities)),
    ...(above && isShown ? { show_caption_above_media: true as const } : {}),
    ...(spoiler && isShown ? { has_media_spoiler: true as const } : {}),
  }
}

function coverOf(ctx: CallContext, source: Source): PhotoSize[] {
  return photoJson(filesOf(ctx, { kind: 'photo', source, caption: { text: '', entities: [] }, details: {} }))
}

function filesOf(ctx: CallContext, { kind, source, details, thumbnail }: Media): FileRecord[] {
  if ('failed' in source) throw new BackendRefusal(source.failed)
  if ('id' in source) return filesById(ctx, source.id, kind)
  const { upload, facts } = source
  if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
  if (kind === 'photo') checkPhoto(upload, facts)
  const becomes = kindOf(kind, facts, details)
  const { above: _, spoiler: __, asFile: ___, start: ____, ...given } = details
  const file: NewFile = { ...facts, ...given, kind: becomes, ...upload, ...(thumbnail ? { thumbnail } : {}) }
  const kept = keepFile(ctx.world, file)
  if (!kept) throw new BackendRefusal('IMAGE_PROCESS_FAILED')
  return kept
}

function checkPhoto({ bytes }: Upload, { format, width = 0, height = 0 }: Facts) {
  if (bytes.length > PHOTO_LIMIT)
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`,
    )
  if (!format || !PICTURES.includes(format)) throw new BackendRefusal('IMAGE_PROCESS_FAILED')
  const longest = Math.max(width, height)
  if (width + height > 10_000 || longest > 20 * Math.min(width, height))
    throw new BackendRefusal('PHOTO_INVALID_DIMENSIONS')
}

const PICTURES: string[] = ['png', 'jpg', 'gif', 'webp', 'bmp']
/** Pictures that are sent as stickers are made into some. */
const BECOME_STICKERS: string[] = ['webp', 'png', 'jpg', 'tgs', 'webm']
const STILL: string[] = ['png', 'jpg', 'webp', 'bmp']

/** What a new file becomes: the bytes count for more than the method. */
function kindOf(kind: FileKind, facts: Facts, details: Details): FileKind {
  const { format, width, height, hasAudio, hasVideo } = facts
  if (kind === 'photo' || !format) return kind === 'sticker' ? 'document' : kind
  if (kind === 'sticker') return BECOME_STICKERS.includes(format) ? 'sticker' : 'document'
  if (kind === 'document') {
    if (details.asFile) return 'document'
    if (format === 'gif' || (format === 'mp4' && hasVideo && !hasAudio)) return 'animation'
    return format === 'webp' && Math.max(width ?? 0, height ?? 0) <= 512 ? 'sticker' : 'document'
  }
  if (format === 'gif') return 'animation'
  if (STILL.includes(format)) return 'document'
  if (kind === 'voice') return hasVideo || format === 'sound' ? 'document' : 'voice'
  return kind === 'video_note' && width !== height ? 'video' : kind
}

/** The media of a call that names its file by the kind. */
export async function readMedia(ctx: CallContext, kind: FileKind): Promise<Media> {
  const source = await sourceOf(ctx, ctx.params.text(kind), kind)
  if (!source) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`)
  const details = readDetails(ctx.params, kind)
  const isBare = kind === 'sticker' || kind === 'video_note'
  const caption = isBare ? { text: '', entities: [] } : readCaption(ctx)
  const thumbnail = kind === 'photo' || kind === 'voice' || kind === 'sticker' ? undefined : givenThumbnail(ctx)
  const hasCover = kind === 'video' && ctx.params.has('cover')
  const cover = hasCover ? await sourceOf(ctx, ctx.params.text('cover'), 'cover') : null
  return { kind, source, caption, details, ...(thumbnail ? { thumbnail: thumbnail.bytes } : {}), cover }
}
