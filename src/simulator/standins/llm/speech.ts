import type { Effect } from '../exchanges.ts'
import { notSimulated, Refused } from './errors.ts'
import { type Body, modelOf, number, oneOf, text } from './fields.ts'
import { checkModel } from './models.ts'
import { SOUNDS } from './sounds.ts'

const VOICES = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'fable',
  'onyx',
  'nova',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
]
const FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const
const MOST = 4096
/** Characters that are spoken in a second. */
const PACE = 15

/** POST /audio/speech: a real file as long as the text would take; no voice is in it, the text is its comment. */
export function speak(body: Body): Effect {
  const model = modelOf(body)
  checkModel(model, 'speech', '/v1/audio/speech')
  const said = text(body, 'input')
  if (said === '') throw new Refused(400, "Invalid 'input': empty string.", { param: 'input', code: 'empty_string' })
  if (said.length > MOST)
    throw new Refused(
      400,
      `Invalid 'input': string too long. Expected a string with maximum length ${MOST}, but got a string with length ${said.length} instead.`,
      { param: 'input', code: 'string_above_max_length' },
    )
  const voice = oneOf(body, 'voice', VOICES, text(body, 'voice'))
  const format = oneOf(body, 'response_format', FORMATS, 'mp3')
  if (format === 'aac' || format === 'flac')
    throw notSimulated(`There is no ${format} here; ask for opus, mp3, wav or pcm.`)
  const speed = number(body, 'speed', { least: 0.25, most: 4 }) ?? 1
  const seconds = Math.max(1, Math.round(([...said].length / PACE / speed) * 10) / 10)
  const { mime, make } = SOUNDS[format]
  const bytes = make(said, seconds)
  return {
    status: 200,
    headers: { 'content-type': mime },
    bytes,
    shown: { simulated: 'a tone or silence of the right length', voice, format, seconds, bytes: bytes.length },
  }
}
