import type { Effect } from '../exchanges.ts'
import type { ChatQuestion } from './question.ts'
import { readChat } from './read-chat.ts'
import type { Rules } from './rules.ts'
import { type Thought, think } from './think.ts'

/** POST /chat/completions, whole or as a stream. */
export function complete(body: Record<string, unknown>, rules: Rules, trouble: string | undefined, made: Made): Effect {
  const question = readChat(body)
  const thought = think(question, rules, trouble)
  const breaks = thought.breaksAfter === undefined ? {} : { breaksOff: true as const }
  if (question.stream) return { ...stream(question, thought, made), wait: thought.wait }
  return { status: 200, json: whole(question, thought, made), wait: thought.wait, ...breaks }
}

/** What is new with every answer. */
export interface Made {
  /** Counts up with every request. */
  number: number
  /** Seconds since 1970. */
  created: number
}

const idOf = ({ number }: Made) => `chatcmpl-simulated${String(number).padStart(6, '0')}`
const callId = ({ number }: Made, index: number) => `call_simulated${String(number).padStart(6, '0')}_${index}`

const indices = ({ choices }: ChatQuestion) => Array.from({ length: choices }, (_, index) => index)

function toolCalls({ calls }: Thought, made: Made) {
  return calls.map((call, index) => ({ id: callId(made, index), type: 'function', function: call }))
}

function whole(question: ChatQuestion, thought: Thought, made: Made) {
  const message = {
    role: 'assistant',
    content: thought.text,
    refusal: thought.refusal,
    annotations: [],
    ...(thought.calls.length > 0 ? { tool_calls: toolCalls(thought, made) } : {}),
  }
  return {
    id: idOf(made),
    object: 'chat.completion',
    created: made.created,
    model: question.model,
    choices: indices(question).map((index) => ({ index, message, logprobs: null, finish_reason: thought.finish })),
    usage: usageOf(question, thought),
    service_tier: 'default',
    system_fingerprint: 'fp_simulated',
  }
}

function usageOf({ choices }: ChatQuestion, { asked, answered }: Thought) {
  return {
    prompt_tokens: asked,
    completion_tokens: answered * choices,
    total_tokens: asked + answered * choices,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}

function stream(question: ChatQuestion, thought: Thought, made: Made): Effect {
  const chunk = (rest: object) => ({
    id: idOf(made),
    object: 'chat.completion.chunk',
    created: made.created,
    model: question.model,
    service_tier: 'default',
    system_fingerprint: 'fp_simulated',
    ...rest,
    ...(question.usage && !('usage' in rest) ? { usage: null } : {}),
  })
  const delta = (index: number, delta: object, finish_reason: string | null = null) =>
    chunk({ choices: [{ index, delta, logprobs: null, finish_reason }] })
  const chunks = indices(question).flatMap((index) => [
    ...deltas(thought, made).map((one) => delta(index, one)),
    delta(index, {}, thought.finish),
  ])
  if (question.usage) chunks.push(chunk({ choices: [], usage: usageOf(question, thought) }))
  const events = [...chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`), 'data: [DONE]\n\n']
  const shown = whole(question, thought, made)
  if (thought.breaksAfter === undefined) return { status: 200, events, shown }
  return { status: 200, events, shown, breaksOff: 1 + wordsWithin(said(thought), thought.breaksAfter) }
}

const said = ({ text, refusal }: Thought) => refusal ?? text ?? ''
/** A word each, with the blank that follows it. */
export const pieces = (text: string) => text.match(/\S*\s*/g)?.filter((piece) => piece !== '') ?? []

export function wordsWithin(text: string, most: number): number {
  let [left, count] = [most, 0]
  for (const piece of pieces(text)) {
    left -= piece.length
    if (left < 0) break
    count++
  }
  return count
}

function deltas(thought: Thought, made: Made): object[] {
  if (thought.calls.length > 0)
    return [
      { role: 'assistant', content: null, refusal: null },
      ...toolCalls(thought, made).flatMap((call, index) => [
        { tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] },
        { tool_calls: [{ index, function: { arguments: call.function.arguments } }] },
      ]),
    ]
  const kind = thought.refusal === null ? 'content' : 'refusal'
  return [
    { role: 'assistant', content: kind === 'content' ? '' : null, refusal: kind === 'content' ? null : '' },
    ...pieces(said(thought)).map((piece) => ({ [kind]: piece })),
  ]
}
