import type { Exchange } from './standInsApi.ts'

/** What a question to the model was about, in one line: its last words, or what was sent where. */
export function askedOf({ path, asked }: Exchange): string {
  const body = fields(asked)
  const heard = wordsOf(lastOf(body.messages)) ?? wordsOf(lastOf(body.input)) ?? plain(body.input) ?? plain(body.file)
  return heard ? `${heard} · ${path}` : path
}

function lastOf(list: unknown): unknown {
  if (!Array.isArray(list)) return undefined
  return list.findLast((one) => fields(one).role === 'user') ?? list.at(-1)
}

function wordsOf(turn: unknown): string | undefined {
  const { content } = fields(turn)
  if (!Array.isArray(content)) return plain(content)
  return plain(content.map((part) => fields(part).text ?? '').join(' '))
}

const plain = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined)
const fields = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
