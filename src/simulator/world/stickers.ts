import type { FileRecord } from '../types.ts'
import { keepFile } from './files.ts'
import type { World } from './world.ts'

/** The one sticker set of the world: three plain squares, so that there is something to send. */
export const STICKER_SET = { name: 'PosthouseShapes', title: 'Posthouse shapes' }

const EMOJI = ['👍', '😀', '🎉']

/** One white pixel as lossless WebP; the header says how far it reaches. */
function square(): Buffer {
  const bytes = Buffer.from('UklGRiIAAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA=', 'base64')
  const side = 511
  bytes.writeUInt32LE((side | (side << 14)) >>> 0, 21)
  return bytes
}

export function stickerSet(world: World): FileRecord[] {
  const known = [...world.files.values()].filter(({ set }) => set === STICKER_SET.name)
  if (known.length > 0) return known
  return EMOJI.flatMap((emoji, i) => {
    const file = { name: `${i}.webp`, mime: 'image/webp', bytes: square(), emoji }
    const [kept] = keepFile(world, { kind: 'sticker', format: 'webp', width: 512, height: 512, ...file }) ?? []
    if (kept) kept.set = STICKER_SET.name
    return kept ?? []
  })
}
