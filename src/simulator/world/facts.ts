import { imageSize } from 'image-size'
import { type IAudioMetadata, parseBuffer } from 'music-metadata'

/** What a file's own bytes tell about it. */
export interface Facts {
  /** A picture's format, or a recording's container. */
  format?: 'png' | 'jpg' | 'gif' | 'webp' | 'bmp' | 'tgs' | 'webm' | 'mp4' | 'ogg' | 'mp3' | 'sound'
  width?: number
  height?: number
  /** Whole seconds. */
  duration?: number
  title?: string
  performer?: string
  hasVideo?: boolean
  hasAudio?: boolean
}

const PICTURES = ['png', 'jpg', 'gif', 'webp', 'bmp'] as const
/** Beyond this the bytes are believed to be what their sender says. */
const READ = 50 * 1024 * 1024

/** A picture's facts; undefined when the bytes are none. */
export function pictureFacts(bytes: Buffer): Facts | undefined {
  try {
    const { type, width, height } = imageSize(bytes)
    const format = PICTURES.find((known) => known === type)
    if (!format || !width || !height) return undefined
    return { format, width, height, ...(format === 'gif' ? { duration: gifSeconds(bytes) } : {}) }
  } catch {
    return undefined
  }
}

/** Everything known of a file: a picture, a recording, an animated sticker, or nothing. */
export async function factsOf(bytes: Buffer, mime: string): Promise<Facts> {
  const picture = pictureFacts(bytes)
  if (picture) return picture
  if (bytes.length > 2 && bytes.readUInt16BE(0) === 0x1f8b) return { format: 'tgs', width: 512, height: 512 }
  if (bytes.length < 8 || bytes.length > READ) return {}
  try {
    return recordingFacts(await parseBuffer(bytes, { mimeType: mime }, { duration: true, skipCovers: true }), bytes)
  } catch {
    // A broken recording is still of its kind when it begins as one.
    const format = containerOf(bytes)
    return format === 'sound' ? {} : { format }
  }
}

function recordingFacts({ format, common }: IAudioMetadata, bytes: Buffer): Facts {
  const tracks = format.trackInfo ?? []
  const seconds = Math.max(format.duration ?? 0, ...tracks.map((track) => track.duration ?? 0))
  const shown = tracks.find(({ video }) => video?.pixelWidth)?.video
  const size = shown ? { width: shown.pixelWidth, height: shown.pixelHeight } : mp4Size(bytes)
  return {
    ...(seconds > 0 ? { duration: Math.round(seconds) } : {}),
    format: containerOf(bytes),
    hasVideo: Boolean(format.hasVideo),
    hasAudio: Boolean(format.hasAudio),
    ...(format.hasVideo && size?.width && size.height ? { width: size.width, height: size.height } : {}),
    ...(common.title ? { title: common.title } : {}),
    ...(common.artist ? { performer: common.artist } : {}),
  }
}

function containerOf(bytes: Buffer): NonNullable<Facts['format']> {
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return 'mp4'
  if (bytes.toString('latin1', 0, 4) === 'OggS') return 'ogg'
  if (bytes.readUInt32BE(0) === 0x1a45dfa3) return 'webm'
  if (bytes.toString('latin1', 0, 3) === 'ID3' || (bytes.readUInt16BE(0) & 0xffe0) === 0xffe0) return 'mp3'
  return 'sound'
}

/** The frame's size stands at a fixed place of a track's header; a sound track has none. */
function mp4Size(bytes: Buffer): { width: number; height: number } | undefined {
  for (let at = bytes.indexOf('tkhd'); at >= 0; at = bytes.indexOf('tkhd', at + 4)) {
    const place = at + 4 + (bytes[at + 4] === 1 ? 88 : 76)
    if (place + 8 > bytes.length) return undefined
    const [width, height] = [bytes.readUInt16BE(place), bytes.readUInt16BE(place + 4)]
    if (width && height) return { width, height }
  }
  return undefined
}

/** How long an animated GIF plays: every frame tells its hundredths of a second. */
function gifSeconds(bytes: Buffer): number {
  let hundredths = 0
  const mark = Buffer.from([0x21, 0xf9, 0x04])
  for (let at = bytes.indexOf(mark); at >= 0 && at + 6 <= bytes.length; at = bytes.indexOf(mark, at + 8))
    hundredths += bytes.readUInt16LE(at + 4)
  return Math.round(hundredths / 100)
}
