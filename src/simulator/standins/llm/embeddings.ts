import { createHash } from 'node:crypto'
import type { Effect } from '../exchanges.ts'
import { invalidType, missing, Refused } from './errors.ts'
import { type Body, modelOf, number, oneOf } from './fields.ts'
import { checkModel } from './models.ts'
import { tokensIn } from './tokens.ts'

const MOST = 2048
const WRONG = "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference."

/** POST /embeddings: words and their threes of letters are hashed into a vector, so near texts are near. */
export function embed(body: Body): Effect {
  const model = modelOf(body)
  checkModel(model, 'embeddings', '/v1/embeddings')
  const inputs = readInputs(body.input)
  const size = sizeOf(body, model)
  const encoding = oneOf(body, 'encoding_format', ['float', 'base64'] as const, 'float')
  const vectors = inputs.map((input) => vectorOf(input, size))
  const tokens = inputs.reduce((sum, input) => sum + tokensIn(input), 0)
  const data = (shown: boolean) =>
    vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: shown ? `${size} numbers` : encoding === 'base64' ? base64(vector) : [...vector],
    }))
  const rest = { object: 'list', model, usage: { prompt_tokens: tokens, total_tokens: tokens } }
  return { status: 200, json: { ...rest, data: data(false) }, shown: { ...rest, data: data(true) } }
}

function readInputs(input: unknown): string[] {
  if (input === undefined || input === null) throw missing('input')
  const many = Array.isArray(input) && !input.every((one) => typeof one === 'number') ? input : [input]
  if (many.length > MOST)
    throw new Refused(
      400,
      `Invalid 'input': array too long. Expected an array with maximum length ${MOST}, but got an array with length ${many.length} instead.`,
      { param: 'input', code: 'array_above_max_length' },
    )
  return many.map((one) => {
    if (typeof one === 'string' && one !== '') return one
    if (Array.isArray(one) && one.length > 0 && one.every(Number.isInteger)) return one.join(' ')
    if (one === '' || Array.isArray(one)) throw new Refused(400, WRONG)
    throw invalidType('input', 'a string or an array of strings', one)
  })
}

function sizeOf(body: Body, model: string): number {
  const own = model === 'text-embedding-3-large' ? 3072 : 1536
  const wanted = number(body, 'dimensions', { least: 1, most: own, whole: true })
  if (wanted !== undefined && model === 'text-embedding-ada-002')
    throw new Refused(400, 'This model does not support specifying dimensions.', { param: 'dimensions' })
  return wanted ?? own
}

/** Words weigh twice as much as the threes of letters in them, which carry endings and misspellings. */
function vectorOf(text: string, size: number): Float32Array {
  const vector = new Float32Array(size)
  const add = (feature: string, weight: number) => {
    const digest = createHash('sha256').update(feature).digest()
    const at = digest.readUInt32BE(0) % size
    vector[at] = vector[at]! + (digest[4]! % 2 === 0 ? weight : -weight)
  }
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [text]
  for (const word of words) {
    add(`word ${word}`, 2)
    const padded = ` ${word} `
    for (let at = 0; at + 3 <= padded.length; at++) add(`three ${padded.slice(at, at + 3)}`, 1)
  }
  const length = Math.hypot(...vector)
  if (length === 0) vector[0] = 1
  return vector.map((value) => value / (length || 1))
}

const base64 = (vector: Float32Array) =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
