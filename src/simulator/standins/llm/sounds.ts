/** Small real sound files that last `seconds` and carry what is said in them as their comment. */
export const SOUNDS = {
  wav: { mime: 'audio/wav', make: wav },
  pcm: { mime: 'audio/pcm', make: (_said: string, seconds: number) => hum(seconds) },
  opus: { mime: 'audio/ogg', make: opus },
  mp3: { mime: 'audio/mpeg', make: mp3 },
} as const

/** As OpenAI's: 24 kHz, 16 bit, one channel. */
const RATE = 24_000

/** A soft tone that swells twice a second. */
function hum(seconds: number): Buffer {
  const samples = Math.round(RATE * seconds)
  const bytes = Buffer.alloc(samples * 2)
  for (let at = 0; at < samples; at++) {
    const loud = Math.abs(Math.sin((at / RATE) * Math.PI * 2))
    bytes.writeInt16LE(Math.round(Math.sin((at * 180 * 2 * Math.PI) / RATE) * loud * 3000), at * 2)
  }
  return bytes
}

function wav(said: string, seconds: number): Buffer {
  const sound = hum(seconds)
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(1, 2)
  format.writeUInt32LE(RATE, 4)
  format.writeUInt32LE(RATE * 2, 8)
  format.writeUInt16LE(2, 12)
  format.writeUInt16LE(16, 14)
  return riff(
    'RIFF',
    Buffer.concat([Buffer.from('WAVE'), riff('fmt ', format), riff('data', sound), riff('id3 ', tagged(said))]),
  )
}

function riff(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name)
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

/** 20 ms of silence. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe])
const PER_PACKET = 960
const PRE_SKIP = 312
const PER_PAGE = 250

/** Ogg with Opus, the kind of a Telegram voice message. Silent: there is no encoder here. */
function opus(said: string, seconds: number): Buffer {
  const head = Buffer.from('OpusHead\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1')
  head.writeUInt16LE(PRE_SKIP, 10)
  head.writeUInt32LE(48_000, 12)
  const tags = Buffer.concat([
    Buffer.from('OpusTags'),
    counted('posthouse simulator'),
    Buffer.from([1, 0, 0, 0]),
    counted(`COMMENT=${said}`),
  ])
  const packets = Math.max(1, Math.ceil((seconds * 48_000 + PRE_SKIP) / PER_PACKET))
  const pages = [page([head], 0, 0, 2), page([tags], 1, 0, 0)]
  for (let done = 0; done < packets; ) {
    const here = Math.min(PER_PAGE, packets - done)
    done += here
    const isLast = done === packets
    const samples = isLast ? PRE_SKIP + Math.round(seconds * 48_000) : done * PER_PACKET
    pages.push(page(Array(here).fill(SILENCE), pages.length, samples, isLast ? 4 : 0))
  }
  return Buffer.concat(pages)
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text)
  const head = Buffer.alloc(4)
  head.writeUInt32LE(bytes.length)
  return Buffer.concat([head, bytes])
}

function page(packets: Buffer[], number: number, samples: number, flags: number): Buffer {
  const sizes = packets.flatMap(({ length }) => [...Array(Math.floor(length / 255)).fill(255), length % 255])
  const head = Buffer.alloc(27)
  head.write('OggS')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(samples), 6)
  head.writeUInt32LE(0x53494d31, 14)
  head.writeUInt32LE(number, 18)
  head[26] = sizes.length
  const whole = Buffer.concat([head, Buffer.from(sizes), ...packets])
  whole.writeUInt32LE(oggSum(whole), 22)
  return whole
}

function oggSum(bytes: Buffer): number {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}

/** One frame of MPEG-2 layer III at 24 kHz and 8 kbit/s: 24 bytes, 24 ms, silent. */
const FRAME = Buffer.concat([Buffer.from([0xff, 0xf3, 0x14, 0xc4]), Buffer.alloc(20)])

function mp3(said: string, seconds: number): Buffer {
  return Buffer.concat([tagged(said), ...Array(Math.max(1, Math.round(seconds / 0.024))).fill(FRAME)])
}

/** An ID3 tag with a comment in UTF-8, which RIFF's own does not know. */
function tagged(said: string): Buffer {
  const comment = Buffer.concat([Buffer.from('\x03eng\0', 'latin1'), Buffer.from(said)])
  const frame = Buffer.concat([Buffer.from('COMM'), sevenBits(comment.length), Buffer.from([0, 0]), comment])
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), sevenBits(frame.length), frame])
}

const sevenBits = (size: number) => Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f))
