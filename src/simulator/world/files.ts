import type { Document, PhotoSize, Voice } from '@grammyjs/types'
import type { BotRecord, FileRecord } from '../types.ts'
import { imageSize } from './images.ts'
import { count, type World } from './world.ts'

export interface NewFile {
  kind: 'photo' | 'document' | 'voice'
  name: string
  mime: string
  bytes: Buffer
  duration?: number
}

/** Keeps a file; a photo becomes several sizes, which share their bytes here. Null when a photo is no picture. */
export function keepFile(world: World, file: NewFile): FileRecord[] | null {
  const key = `f${String(count(world, 'file')).padStart(6, '0')}`
  const size = file.kind === 'photo' ? imageSize(file.bytes) : undefined
  if (size === null) return null
  world.bytes.put(key, file.bytes)
  const base = { bytes: key, size: file.bytes.length, name: file.name, mime: file.mime, kind: file.kind }
  const records: FileRecord[] = size
    ? photoSizes(size).map(({ suffix, ...dimensions }) => ({ ...base, unique: `${key}${suffix}`, ...dimensions }))
    : [{ ...base, unique: key, ...(file.duration === undefined ? {} : { duration: file.duration }) }]
  for (const record of records) world.files.set(record.unique, record)
  world.touch()
  return records
}

function photoSizes({ width, height }: { width: number; height: number }) {
  const longest = Math.max(width, height)
  const fits = [
    { suffix: 's', limit: 90 },
    { suffix: 'm', limit: 320 },
    { suffix: 'x', limit: 800 },
    { suffix: 'y', limit: 1280 },
  ].filter(({ limit }, i) => i === 0 || limit <= longest)
  return fits.map(({ suffix, limit }) => {
    const scale = Math.min(1, limit / longest)
    return { suffix, width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  })
}

export const fileIdFor = (bot: BotRecord, unique: string) => Buffer.from(`${unique}.${bot.id}`).toString('base64url')

/** The file a bot means, or undefined when the id is not one of this bot's. */
export function fileOfBot(world: World, bot: BotRecord, fileId: string): FileRecord | undefined {
  const [unique = '', owner] = Buffer.from(fileId, 'base64url').toString().split('.')
  return owner === String(bot.id) ? world.files.get(unique) : undefined
}

/** All sizes of the photo one of whose sizes this is. */
export const siblings = (world: World, file: FileRecord) =>
  [...world.files.values()].filter((other) => other.bytes === file.bytes)

const common = (file: FileRecord) => ({ file_id: file.unique, file_unique_id: file.unique, file_size: file.size })

export const photoJson = (sizes: FileRecord[]): PhotoSize[] =>
  sizes.map((file) => ({ ...common(file), width: file.width ?? 0, height: file.height ?? 0 }))

export const documentJson = (file: FileRecord): Document => ({
  ...common(file),
  file_name: file.name,
  mime_type: file.mime,
})

export const voiceJson = (file: FileRecord): Voice => ({
  ...common(file),
  duration: file.duration ?? 0,
  mime_type: file.mime,
})

/** Relative, as in the real server's non-local mode. */
export const filePath = (file: FileRecord) => {
  const folder = file.kind === 'photo' ? 'photos' : file.kind === 'voice' ? 'voice' : 'documents'
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name)?.[0] ?? (file.kind === 'photo' ? '.jpg' : '')
  return `${folder}/${file.unique}${extension}`
}

export const fileAtPath = (world: World, path: string): FileRecord | undefined => {
  const unique = /^[a-z]+\/([A-Za-z0-9]+)(?:\.|$)/.exec(path)?.[1]
  const file = unique === undefined ? undefined : world.files.get(unique)
  return file && filePath(file) === path ? file : undefined
}
