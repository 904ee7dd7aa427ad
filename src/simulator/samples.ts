/** The smallest files that say what they are, made for tests: a few headers, no picture and no sound. */

const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

const words = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, i * 4)
  return bytes
}

const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000]

function track(id: number, kind: 'vide' | 'soun', ms: number, width: number, height: number) {
  const entry = kind === 'vide' ? box('avc1', Buffer.alloc(78)) : box('mp4a', Buffer.alloc(28))
  const empty = [box('stts', words(0, 0)), box('stsc', words(0, 0)), box('stsz', words(0, 0, 0))]
  const table = box('stbl', box('stsd', words(0, 1), entry), ...empty, box('stco', words(0, 0)))
  const header = box('tkhd', words(3, 0, 0, id, 0, ms, 0, 0, 0, 0, ...MATRIX, width << 16, height << 16))
  const handler = box('hdlr', words(0, 0), Buffer.from(kind), words(0, 0, 0), Buffer.from('\0'))
  return box(
    'trak',
    header,
    box('mdia', box('mdhd', words(0, 0, 0, 1000, ms, 0x55c40000)), handler, box('minf', table)),
  )
}

export interface Mp4 {
  seconds: number
  width: number
  height: number
  silent?: boolean
}

export function mp4({ seconds, width, height, silent = false }: Mp4): Buffer {
  const ms = seconds * 1000
  const movie = box('mvhd', words(0, 0, 0, 1000, ms, 0x10000, 0x1000000, 0, 0, ...MATRIX, 0, 0, 0, 0, 0, 0, 2))
  const tracks = [track(1, 'vide', ms, width, height), ...(silent ? [] : [track(2, 'soun', ms, 0, 0)])]
  const type = box('ftyp', Buffer.from('isom'), words(0x200), Buffer.from('isommp42'))
  return Buffer.concat([type, box('moov', movie, ...tracks), box('mdat', Buffer.alloc(8))])
}

/** Frames of 128 kbit/s: each holds 1152 of 44100 samples a second. */
export function mp3(seconds: number): Buffer {
  const frame = Buffer.alloc(417)
  frame.writeUInt32BE(0xfffb9064)
  return Buffer.concat(Array(Math.round((seconds * 44_100) / 1152)).fill(frame))
}

function page(type: number, samples: number, number: number, data: Buffer): Buffer {
  const head = Buffer.alloc(28)
  head.write('OggS')
  head[5] = type
  head.writeBigUInt64LE(BigInt(samples), 6)
  head.writeUInt32LE(1, 14)
  head.writeUInt32LE(number, 18)
  head[26] = 1
  head[27] = data.length
  return Buffer.concat([head, data])
}

/** A voice message: Opus in Ogg. */
export function opus(seconds: number): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead')
  head[8] = 1
  head[9] = 1
  head.writeUInt32LE(48_000, 12)
  const tags = Buffer.concat([Buffer.from('OpusTags'), Buffer.from([4, 0, 0, 0]), Buffer.from('test'), Buffer.alloc(4)])
  return Buffer.concat([page(2, 0, 0, head), page(0, 0, 1, tags), page(4, seconds * 48_000, 2, Buffer.alloc(10))])
}

/** A GIF of frames that each stay for some hundredths of a second. */
export function gif(width: number, height: number, frames: number[]): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0\0\0\0', 'latin1')
  head.writeUInt16LE(width, 6)
  head.writeUInt16LE(height, 8)
  const each = frames.map((pause) => {
    const control = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0])
    control.writeUInt16LE(pause, 4)
    return control
  })
  return Buffer.concat([head, ...each, Buffer.from([0x3b])])
}

/** Lossless WebP of a given size, header only. */
export function webp(width: number, height: number): Buffer {
  const bytes = Buffer.from('UklGRiIAAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA=', 'base64')
  bytes.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 21)
  return bytes
}
