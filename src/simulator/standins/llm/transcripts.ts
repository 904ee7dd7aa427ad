import type { Effect } from '../exchanges.ts'
import { tokensIn } from './tokens.ts'

export const FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt'] as const

export interface Heard {
  heard: string
  model: string
  seconds: number
  language: unknown
}

/** What was heard, in the form that was asked for. */
export function written(format: (typeof FORMATS)[number], { heard, model, seconds, language }: Heard): Effect {
  const length = Math.max(1, Math.ceil(seconds))
  if (format === 'text') return { status: 200, text: `${heard}\n` }
  if (format === 'srt') return { status: 200, text: `1\n${stamp(0, ',')} --> ${stamp(seconds, ',')}\n${heard}\n\n` }
  if (format === 'vtt')
    return { status: 200, text: `WEBVTT\n\n${stamp(0, '.')} --> ${stamp(seconds, '.')}\n${heard}\n\n` }
  if (format === 'verbose_json') return { status: 200, json: verbose(heard, seconds, length, language) }
  const spoken = length * 10
  const usage =
    model === 'whisper-1'
      ? { type: 'duration', seconds: length }
      : {
          type: 'tokens',
          total_tokens: spoken + tokensIn(heard),
          input_tokens: spoken,
          input_token_details: { text_tokens: 0, audio_tokens: spoken },
          output_tokens: tokensIn(heard),
        }
  return { status: 200, json: { text: heard, usage } }
}

const LANGUAGES = new Map([
  ['en', 'english'],
  ['uk', 'ukrainian'],
  ['ru', 'russian'],
])

const verbose = (heard: string, seconds: number, length: number, language: unknown) => ({
  task: 'transcribe',
  language: LANGUAGES.get(String(language)) ?? 'english',
  duration: seconds,
  text: heard,
  segments: [
    {
      id: 0,
      seek: 0,
      start: 0,
      end: seconds,
      text: heard,
      tokens: [],
      temperature: 0,
      avg_logprob: -0.2,
      compression_ratio: 1,
      no_speech_prob: 0.01,
    },
  ],
  usage: { type: 'duration', seconds: length },
})

function stamp(seconds: number, point: string): string {
  const whole = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')
  return `${whole(seconds / 3600)}:${whole((seconds / 60) % 60)}:${whole(seconds % 60)}${point}${whole((seconds * 1000) % 1000, 3)}`
}

/** What was heard, word by word. */
export const events = (heard: string) =>
  [
    ...(heard.match(/\S+\s*/g) ?? []).map((delta) => ({ type: 'transcript.text.delta', delta })),
    { type: 'transcript.text.done', text: heard },
  ].map((event) => `data: ${JSON.stringify(event)}\n\n`)
