import { parseBuffer } from 'music-metadata'
import type { Effect } from '../exchanges.ts'
import { missing, Refused } from './errors.ts'
import { type Body, modelOf, oneOf } from './fields.ts'
import { checkModel } from './models.ts'
import type { Rules } from './rules.ts'
import { events, FORMATS, written } from './transcripts.ts'

const KINDS = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']
const LARGEST = 25 * 1024 * 1024

export interface Recorded {
  name: string
  bytes: Buffer
}

/** POST /audio/transcriptions: what the file itself says is said in it, or its measure; a rule comes first. */
export async function hear(body: Body, file: Recorded | undefined, rules: Rules): Promise<Effect> {
  const model = modelOf(body)
  checkModel(model, 'transcription', '/v1/audio/transcriptions')
  if (!file) throw missing('file')
  checkFile(file)
  const format = formatOf(body, model)
  const { seconds, comment } = await factsOf(file)
  if (seconds !== undefined && seconds < 0.1)
    throw new Refused(400, 'Audio file is too short. Minimum audio length is 0.1 seconds.', {
      param: 'file',
      code: 'audio_too_short',
    })
  const rule = rules.take({ on: 'transcription', text: file.name, model, tools: [] })
  const heard = rule?.answer ?? comment ?? named(file.name) ?? measure(seconds, file.bytes.length)
  const wait = rule?.slow_ms ?? 0
  if (body.stream === 'true' && model !== 'whisper-1') return { status: 200, wait, shown: heard, events: events(heard) }
  return { ...written(format, { heard, model, seconds: seconds ?? 1, language: body.language }), wait }
}

function checkFile({ name, bytes }: Recorded) {
  const kind = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase()
  if (bytes.length > LARGEST)
    throw new Refused(413, `Maximum content size limit (${LARGEST}) exceeded (${bytes.length} bytes read)`, {
      type: 'server_error',
    })
  if (!kind || !KINDS.includes(kind) || bytes.length === 0)
    throw new Refused(400, `Invalid file format. Supported formats: [${KINDS.map((one) => `'${one}'`).join(', ')}]`)
}

function formatOf(body: Body, model: string) {
  const format = oneOf(body, 'response_format', FORMATS, 'json')
  if (model !== 'whisper-1' && format !== 'json' && format !== 'text')
    throw new Refused(
      400,
      `response_format '${format}' is not compatible with model '${model}'. Use 'json' or 'text' instead.`,
      { param: 'response_format', code: 'unsupported_value' },
    )
  return format
}

async function factsOf({ bytes }: Recorded): Promise<{ seconds?: number; comment?: string }> {
  try {
    const { format, common } = await parseBuffer(bytes, undefined, { duration: true })
    const comment = common.comment?.map(({ text }) => text?.trim()).find((text) => text)
    return { ...(format.duration === undefined ? {} : { seconds: format.duration }), ...(comment ? { comment } : {}) }
  } catch {
    return {}
  }
}

/** "says I want to grow.ogg" is heard as it reads. */
const named = (name: string) => /^says (.+)\.[a-z0-9]+$/i.exec(name)?.[1]

const measure = (seconds: number | undefined, bytes: number) =>
  `[simulated transcription of ${seconds === undefined ? 'unknown length' : `${Math.max(1, Math.round(seconds))} s`}, ${Math.max(1, Math.round(bytes / 1024))} kB]`
