import { parseBuffer } from 'music-metadata'
import { expect, test } from 'vitest'
import { writeOgg } from './ogg.ts'
import { samplesIn, skipIn } from './opus.ts'
import { voiceFile } from './recording.ts'
import { readWebm } from './webm.ts'

/** One packet of 20 ms of silence, as Opus writes it. */
const silence = Uint8Array.of(0xf8, 0xff, 0xfe)
const head = Uint8Array.of(...new TextEncoder().encode('OpusHead'), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0)

const bytes = (...parts: (number | Uint8Array)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])))
const unknownSize = Uint8Array.of(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
const block = (packet: Uint8Array, flags = 0x80) => bytes(0xa3, 0x80 | (packet.length + 4), 0x81, 0, 0, flags, packet)

/** What MediaRecorder writes, in short: sizes of the segment and the cluster are not known yet. */
const webm = (packets: readonly Uint8Array[]) =>
  bytes(
    bytes(0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 1),
    bytes(0x18, 0x53, 0x80, 0x67, unknownSize),
    bytes(0x16, 0x54, 0xae, 0x6b, 0x80 | (head.length + 5), 0xae, 0x80 | (head.length + 3)),
    bytes(0x63, 0xa2, 0x80 | head.length, head),
    bytes(0x1f, 0x43, 0xb6, 0x75, unknownSize, 0xe7, 0x81, 0),
    ...packets.map((packet) => block(packet)),
  )

test('a recording of a browser becomes the Ogg file that Telegram takes', async () => {
  const packets = Array.from({ length: 150 }, (_, at) => bytes(silence, new Uint8Array(at === 7 ? 600 : at % 3)))
  const long = packets.map((packet) => packet.subarray(0, 120))
  const track = readWebm(webm(long))
  expect(track.packets).toEqual(long)
  const found = await parseBuffer(writeOgg({ head, packets }), 'audio/ogg')
  expect(found.format).toMatchObject({ container: 'Ogg', codec: 'Opus', numberOfChannels: 1 })
  expect(found.format.duration).toBeCloseTo(3 - skipIn(head) / 48_000, 2)
})

test('its length is counted from the sound, and other kinds keep their names', async () => {
  const made = await voiceFile(
    new Blob([webm(Array<Uint8Array>(150).fill(silence))], { type: 'audio/webm;codecs=opus' }),
    9,
  )
  expect(made.seconds).toBeCloseTo(2.99, 1)
  expect(made.file).toMatchObject({ name: 'voice.ogg', type: 'audio/ogg' })
  const apple = await voiceFile(new Blob([silence], { type: 'audio/mp4' }), 4)
  expect(apple).toMatchObject({ seconds: 4, file: { name: 'voice.m4a', type: 'audio/mp4' } })
})

test.each([
  [[0xf8], 960],
  [[0xf9], 1920],
  [[0xfb, 3], 2880],
  [[0x18], 2880],
  [[0x68], 960],
  [[0xe0], 120],
])('the packet that begins with %j holds %i samples', (packet, samples) => {
  expect(samplesIn(Uint8Array.from(packet))).toBe(samples)
})

test('what is no such recording is refused', () => {
  expect(() => readWebm(Uint8Array.of(0, 1, 2))).toThrow('not a WebM file')
  expect(() => readWebm(new Uint8Array())).toThrow('no Opus')
  expect(() => readWebm(bytes(webm([]), block(silence, 0x82)))).toThrow('laced')
})
