import { crc32, deflateSync } from 'node:zlib'

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

/** A grey picture that every client can draw. */
export function picture(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    return Buffer.concat([words(data.length), body, words(crc32(body))])
  }
  const rows = Buffer.alloc((width + 1) * height, 0x99)
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0
  const greyscale = Buffer.from([8, 0, 0, 0, 0])
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([words(width, height), greyscale])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const SAMPLES: Record<string, () => Buffer> = {
  gif: () => gif(320, 240, [10, 10]),
  webp: () => webp(512, 512),
  mp4: () => mp4({ seconds: 3, width: 320, height: 240 }),
  mp3: () => mp3(3),
  ogg: () => opus(3),
  oga: () => opus(3),
}
const PICTURES = ['png', 'jpg', 'jpeg', '']

/** What stands for a file of the world outside, by its name's ending: a picture when there is none. */
export function sampleFor(ending: string): Buffer {
  if (PICTURES.includes(ending)) return picture(320, 240)
  return SAMPLES[ending]?.() ?? Buffer.from('A sample of the simulated Telegram.\n')
}
