/** The Opus packets of a WebM recording, as browsers make them: one track, no lacing, sizes often unknown. */
export type OpusTrack = { head: Uint8Array; packets: readonly Uint8Array[] }

const CODEC_PRIVATE = 0x63a2
const SIMPLE_BLOCK = 0xa3
const BLOCK = 0xa1
/** Segment, Tracks, TrackEntry, Cluster, BlockGroup: what stands in them is read as if it stood outside. */
const CONTAINERS = [0x18538067, 0x1654ae6b, 0xae, 0x1f43b675, 0xa0]
/** Track number, time (two bytes) and flags stand before a block's frame. */
const BLOCK_HEAD = 4
const LACING = 0x06

/** Throws when it is not WebM with Opus. */
export function readWebm(bytes: Uint8Array): OpusTrack {
  let head: Uint8Array | undefined
  const packets: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const id = number(bytes, at, true)
    const size = number(bytes, at + id.length, false)
    at += id.length + size.length
    if (CONTAINERS.includes(id.value)) continue
    const inside = bytes.subarray(at, at + size.value)
    if (inside.length < size.value) break
    if (id.value === CODEC_PRIVATE) head = inside
    else if (id.value === SIMPLE_BLOCK || id.value === BLOCK) packets.push(frameOf(inside))
    at += size.value
  }
  if (!head || !startsWith(head, 'OpusHead')) throw new Error('no Opus in this recording')
  return { head, packets }
}

function frameOf(block: Uint8Array): Uint8Array {
  if (((block[BLOCK_HEAD - 1] ?? 0) & LACING) !== 0) throw new Error('laced frames are not read')
  return block.subarray(BLOCK_HEAD)
}

/** A number of variable length: the leading zeros of its first byte say how long. An id keeps its mark, a size does not. */
function number(bytes: Uint8Array, at: number, keepsMark: boolean): { value: number; length: number } {
  const first = bytes[at] ?? 0
  const length = Math.clz32(first) - 23
  if (first === 0 || length > 8) throw new Error('not a WebM file')
  let value = keepsMark ? first : first & (0xff >> length)
  for (let next = 1; next < length; next++) value = value * 256 + (bytes[at + next] ?? 0)
  return { value, length }
}

export const startsWith = (bytes: Uint8Array, word: string): boolean =>
  [...word].every((letter, at) => bytes[at] === letter.charCodeAt(0))
