import mime from 'mime'
import type { BotRecord, FileKind, FileRecord } from '../types.ts'
import { type Facts, pictureFacts } from './facts.ts'
import { Impossible } from './impossible.ts'
import { count, millis, type World } from './world.ts'

export interface NewFile extends Facts {
  kind: FileKind
  name: string
  mime: string
  bytes: Buffer
  thumbnail?: Buffer
  emoji?: string
}

/** How long, in milliseconds, a link from getFile is good. */
const LINK = 3_600_000

/** Keeps a file; a photo becomes several sizes, which share their bytes here. Null when a photo is no picture. */
export function keepFile(world: World, file: NewFile): FileRecord[] | null {
  const picture = file.width && file.height ? { width: file.width, height: file.height } : pictureFacts(file.bytes)
  if (file.kind === 'photo' && !picture?.width) return null
  const key = newKey(world)
  world.bytes.put(key, file.bytes)
  const base = { bytes: key, size: file.bytes.length, name: file.name, mime: mimeOf(file), kind: file.kind }
  const records: FileRecord[] =
    file.kind === 'photo'
      ? sizes(picture as Size).map(({ suffix, ...size }) => ({ ...base, unique: `${key}${suffix}`, ...size }))
      : [{ ...base, unique: key, ...details(file), ...thumbnail(world, file, base) }]
  for (const record of records) world.files.set(record.unique, record)
  world.touch()
  return records
}

const newKey = (world: World) => `f${String(count(world, 'file')).padStart(6, '0')}`

/** The type follows the name's ending, as on the real server; only an unknown ending leaves it to the sender. */
const mimeOf = (file: NewFile) =>
  (file.kind === 'voice' ? undefined : mime.getType(file.name)) || file.mime || 'application/octet-stream'

function details(file: NewFile): Partial<FileRecord> {
  const { width, height, duration, title, performer, emoji, kind, format } = file
  const sticker = format === 'tgs' ? 'animated' : format === 'webm' ? 'video' : 'static'
  return {
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(duration === undefined ? {} : { duration }),
    ...(title ? { title } : {}),
    ...(performer ? { performer } : {}),
    ...(kind === 'sticker' ? { sticker, ...(emoji ? { emoji } : {}) } : {}),
  }
}

interface Size {
  width: number
  height: number
}

/** A given picture, else the picture that the file is, else a grey one for what moves. */
function thumbnail(world: World, file: NewFile, base: { bytes: string }): { thumbnail?: string } {
  const given = file.thumbnail && pictureFacts(file.thumbnail) ? file.thumbnail : undefined
  const own = given ? undefined : file.kind === 'document' ? pictureFacts(file.bytes) : undefined
  const moves = ['video', 'animation', 'video_note'].includes(file.kind) || (file.kind === 'sticker' && !given)
  if (!given && !own && !moves) return {}
  const bytes = own ? base.bytes : newKey(world)
  if (!own) world.bytes.put(bytes, given ?? GREY)
  const natural = given ? pictureFacts(given) : (own ?? file)
  const size = scaled({ width: natural?.width || 320, height: natural?.height || 320 }, 320)
  const unique = `${own ? base.bytes : bytes}t`
  const length = world.bytes.get(bytes)?.length ?? 0
  const kind = 'thumbnail' as const
  world.files.set(unique, { unique, bytes, size: length, name: 'thumb.jpg', mime: 'image/jpeg', kind, ...size })
  return { thumbnail: unique }
}

/** The simulator draws no frames: what moves shows one grey dot until it is opened. */
const GREY = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
)

function scaled({ width, height }: Size, limit: number): Size {
  const scale = Math.min(1, limit / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

function sizes(size: Size) {
  const longest = Math.max(size.width, size.height)
  const fits = [
    { suffix: 's', limit: 90 },
    { suffix: 'm', limit: 320 },
    { suffix: 'x', limit: 800 },
    { suffix: 'y', limit: 1280 },
  ].filter((_, i, all) => i === 0 || longest > (all[i - 1]?.limit ?? 0))
  return fits.map(({ suffix, limit }) => ({ suffix, ...scaled(size, limit) }))
}

export const fileIdFor = (bot: BotRecord, unique: string) => Buffer.from(`${unique}.${bot.id}`).toString('base64url')

/** The file a bot means, or undefined when the id is not one of this bot's. */
export function fileOfBot(world: World, bot: BotRecord, fileId: string): FileRecord | undefined {
  const [unique = '', owner] = Buffer.from(fileId, 'base64url').toString().split('.')
  return owner === String(bot.id) ? world.files.get(unique) : undefined
}

/** Whether an id has the form of a file's, be it another bot's. */
export const looksLikeFileId = (fileId: string) => /^f\d+[a-z]?\.\d+$/.test(Buffer.from(fileId, 'base64url').toString())

/** All sizes of the photo one of whose sizes this is. */
export const siblings = (world: World, file: FileRecord) =>
  [...world.files.values()].filter((other) => other.bytes === file.bytes && other.kind === 'photo')

const FOLDER: Record<FileKind, string> = {
  photo: 'photos',
  document: 'documents',
  voice: 'voice',
  video: 'videos',
  audio: 'music',
  animation: 'animations',
  sticker: 'stickers',
  video_note: 'video_notes',
  thumbnail: 'thumbnails',
}
const ENDING: Partial<Record<FileKind, string>> = {
  photo: '.jpg',
  voice: '.oga',
  video: '.mp4',
  animation: '.mp4',
  video_note: '.mp4',
  audio: '.mp3',
}

/** Relative, as in the real server's non-local mode. */
export const filePath = (file: FileRecord) => {
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name)?.[0] ?? ENDING[file.kind] ?? ''
  return `${FOLDER[file.kind]}/${file.unique}${extension}`
}

/** Gives a bot the path of a file, good for an hour. */
export function openLink(world: World, bot: BotRecord, file: FileRecord): string {
  file.links = { ...file.links, [bot.id]: millis(world) + LINK }
  world.touch()
  return filePath(file)
}

/** The file behind a path that this bot was given within the last hour. */
export const fileAtPath = (world: World, bot: BotRecord, path: string): FileRecord | undefined => {
  const unique = /^[a-z_]+\/([A-Za-z0-9]+)(?:\.|$)/.exec(path)?.[1]
  const file = unique === undefined ? undefined : world.files.get(unique)
  if (!file || filePath(file) !== path) return undefined
  return (file.links?.[bot.id] ?? 0) > millis(world) ? file : undefined
}

/** Every link given so far is dead at once, as happens on the real server to old paths. */
export function forgetLinks(world: World) {
  for (const file of world.files.values()) delete file.links
  world.touch()
}

/** Adds a picture to a person's profile. */
export function addPhoto(world: World, person: number, bytes: Buffer) {
  const [first] = keepFile(world, { kind: 'photo', name: 'photo.jpg', mime: 'image/jpeg', bytes }) ?? []
  const owner = world.people.get(person)
  if (!first || !owner) throw new Impossible('That is not a picture.')
  owner.photos = [first.bytes, ...(owner.photos ?? [])]
  world.touch()
}
