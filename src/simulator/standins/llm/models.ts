import { noModel, Refused } from './errors.ts'

export type Ability = 'chat' | 'embeddings' | 'transcription' | 'speech'

/** The names that are known here; what they answer is the same simulated model. */
const MODELS: Record<Ability, readonly string[]> = {
  chat: [
    'gpt-4o',
    'gpt-4o-mini',
    'gpt-4.1',
    'gpt-4.1-mini',
    'gpt-4.1-nano',
    'gpt-5',
    'gpt-5-mini',
    'gpt-5-nano',
    'o4-mini',
    'LongCat-Flash-Chat',
    'LongCat-Flash-Thinking',
    'simulated',
  ],
  embeddings: ['text-embedding-3-small', 'text-embedding-3-large', 'text-embedding-ada-002'],
  transcription: ['whisper-1', 'gpt-4o-transcribe', 'gpt-4o-mini-transcribe'],
  speech: ['tts-1', 'tts-1-hd', 'gpt-4o-mini-tts'],
}

export const modelNames = Object.values(MODELS).flat()

/** 404 for a name that is not known, 400 for one that does something else. */
export function checkModel(model: string, wanted: Ability, path: string) {
  if (MODELS[wanted].includes(model)) return
  if (!modelNames.includes(model)) throw noModel(model)
  throw new Refused(400, `The model \`${model}\` cannot be used with ${path}.`, {
    param: 'model',
    code: 'invalid_value',
  })
}

export const modelCard = (id: string) => ({ id, object: 'model', created: 1_715_367_049, owned_by: 'simulated' })
