import type { FileRecord, StickerSetRecord } from '../types.ts'
import { keepFile, type NewFile } from './files.ts'
import { count, type World } from './world.ts'

/** The set that every world has: three plain squares, so that there is something to send. */
const STICKER_SET = { name: 'PosthouseShapes', title: 'Posthouse shapes' }

const EMOJI = ['👍', '😀', '🎉']

/** One white pixel as lossless WebP; the header says how far it reaches. */
function square(): Buffer {
  const bytes = Buffer.from('UklGRiIAAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA=', 'base64')
  const side = 511
  bytes.writeUInt32LE((side | (side << 14)) >>> 0, 21)
  return bytes
}

/** The set of that name, in any case. */
export function stickerSet(world: World, name: string): StickerSetRecord | undefined {
  const wanted = name.toLowerCase()
  return world.stickerSets.get(wanted) ?? (wanted === STICKER_SET.name.toLowerCase() ? drawShapes(world) : undefined)
}

/** The world's own stickers. */
export const shapes = (world: World) => stickersOf(world, stickerSet(world, STICKER_SET.name) ?? drawShapes(world))

const drawShapes = (world: World) => drawSet(world, STICKER_SET.name, STICKER_SET.title, EMOJI)

/** A set of plain squares, one for each emoji. */
export function drawSet(world: World, name: string, title: string, emojis: string[]): StickerSetRecord {
  const set: StickerSetRecord = { name, title, type: 'regular', stickers: [] }
  keepSet(world, set)
  emojis.forEach((emoji, i) => {
    const file = { name: `${i}.webp`, mime: 'image/webp', bytes: square(), emoji }
    put(world, set, { kind: 'sticker', format: 'webp', width: 512, height: 512, ...file })
  })
  return set
}

export function keepSet(world: World, set: StickerSetRecord) {
  world.stickerSets.set(set.name.toLowerCase(), set)
  world.touch()
}

export function dropSet(world: World, set: StickerSetRecord) {
  for (const file of stickersOf(world, set)) delete file.set
  world.stickerSets.delete(set.name.toLowerCase())
  world.touch()
}

/** Adds a sticker, at the end or in the place of another one. */
export function put(world: World, set: StickerSetRecord, file: NewFile & Kept, instead?: FileRecord) {
  const { keywords, mask, ...bytes } = file
  const [kept] = keepFile(world, bytes) ?? []
  if (!kept) return
  kept.set = set.name
  if (set.type !== 'regular') kept.stickerType = set.type
  if (keywords && keywords.length > 0) kept.keywords = keywords
  if (mask && set.type === 'mask') kept.mask = mask
  if (set.type === 'custom_emoji') kept.customEmoji = `5${String(count(world, 'file')).padStart(18, '0')}`
  const at = instead ? set.stickers.indexOf(instead.unique) : set.stickers.length
  set.stickers.splice(at, instead ? 1 : 0, kept.unique)
  if (instead) delete instead.set
}

type Kept = Pick<FileRecord, 'keywords' | 'mask'>

export const stickersOf = (world: World, set: StickerSetRecord): FileRecord[] =>
  set.stickers.flatMap((unique) => world.files.get(unique) ?? [])

/** A set may be empty: suites take one out and add another. */
export function takeOut(world: World, set: StickerSetRecord, file: FileRecord) {
  set.stickers = set.stickers.filter((unique) => unique !== file.unique)
  delete file.set
  world.touch()
}

export function move(world: World, set: StickerSetRecord, file: FileRecord, position: number) {
  const others = set.stickers.filter((unique) => unique !== file.unique)
  set.stickers = others.toSpliced(position, 0, file.unique)
  world.touch()
}
