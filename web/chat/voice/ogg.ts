/** Writes Opus packets as an Ogg file (RFC 3533 and 7845), which is what Telegram takes for a voice message. */
import { samplesIn } from './opus.ts'
import type { OpusTrack } from './webm.ts'

const BEGINS = 2
const ENDS = 4
/** A page says the lengths of its packets in at most 255 parts of at most 255 bytes. */
const MOST_PARTS = 255
/** A second of sound on a page: players seek by pages. */
const PAGE_SAMPLES = 48_000

type Page = { flags: number; samples: number; packets: readonly Uint8Array[] }

export function writeOgg({ head, packets }: OpusTrack, serial = 1): Uint8Array<ArrayBuffer> {
  const pages: Page[] = [
    { flags: BEGINS, samples: 0, packets: [head] },
    { flags: 0, samples: 0, packets: [tags()] },
    ...soundPages(packets),
  ]
  const last = pages.at(-1)
  if (last) last.flags |= ENDS
  return joined(pages.map((page, number) => write(page, serial, number)))
}

function soundPages(packets: readonly Uint8Array[]): Page[] {
  const pages: Page[] = []
  let [page, parts, fresh, samples]: [Uint8Array[], number, number, number] = [[], 0, 0, 0]
  const turn = () => {
    if (page.length > 0) pages.push({ flags: 0, samples, packets: page })
    ;[page, parts, fresh] = [[], 0, 0]
  }
  for (const packet of packets) {
    const more = partsOf(packet).length
    if (parts + more > MOST_PARTS || fresh >= PAGE_SAMPLES) turn()
    page.push(packet)
    parts += more
    fresh += samplesIn(packet)
    samples += samplesIn(packet)
  }
  turn()
  return pages
}

/** A length in parts of 255; the last part is shorter, and may be nothing. */
const partsOf = (packet: Uint8Array) => [
  ...Array<number>(Math.floor(packet.length / 255)).fill(255),
  packet.length % 255,
]

function write({ flags, samples, packets }: Page, serial: number, number: number): Uint8Array {
  const parts = packets.flatMap(partsOf)
  const page = joined([new Uint8Array(27), Uint8Array.from(parts), ...packets])
  const view = new DataView(page.buffer)
  page.set(letters('OggS'))
  page[5] = flags
  view.setBigUint64(6, BigInt(samples), true)
  view.setUint32(14, serial, true)
  view.setUint32(18, number, true)
  page[26] = parts.length
  view.setUint32(22, checksum(page), true)
  return page
}

function tags(): Uint8Array {
  const maker = letters('Posthouse')
  const lengths = new Uint8Array(4)
  lengths[0] = maker.length
  return joined([letters('OpusTags'), lengths, maker, new Uint8Array(4)])
}

const letters = (word: string) => new TextEncoder().encode(word)

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** CRC-32 as Ogg has it: not reflected, beginning with zero. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24
  for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ (rest < 0 ? 0x04c11db7 : 0)
  return rest
})

function checksum(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = ((sum << 8) ^ (TABLE[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return sum
}
