import { writeOgg } from './ogg.ts'
import { RATE, samplesIn, skipIn } from './opus.ts'
import { readWebm } from './webm.ts'

/** What browsers can record, the best first: Firefox makes Ogg itself, Chromium makes WebM, Safari makes MP4. */
const KINDS = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

export const kindToRecord = (): string | undefined => KINDS.find((kind) => MediaRecorder.isTypeSupported(kind))

/** A recording as Telegram's own clients send it: Ogg with Opus. MP4 stays what it is, by its own name. */
export async function voiceFile(recorded: Blob, measured: number): Promise<{ file: File; seconds: number }> {
  const [type = ''] = recorded.type.split(';')
  if (type !== 'audio/webm') {
    const name = type === 'audio/ogg' ? 'voice.ogg' : 'voice.m4a'
    return { file: new File([recorded], name, { type }), seconds: measured }
  }
  const track = readWebm(new Uint8Array(await recorded.arrayBuffer()))
  const samples = track.packets.reduce((sum, packet) => sum + samplesIn(packet), 0) - skipIn(track.head)
  return { file: new File([writeOgg(track)], 'voice.ogg', { type: 'audio/ogg' }), seconds: Math.max(0, samples / RATE) }
}
