import type { Made } from './chat.ts'
import type { Body } from './fields.ts'
import type { Question } from './question.ts'
import type { Thought } from './think.ts'

export interface Item {
  id: string
  type: string
  status: string
  content?: Body[]
  [rest: string]: unknown
}

function itemsOf({ calls, refusal, text }: Thought, made: Made): Item[] {
  const id = (kind: string, index = 0) => `${kind}_simulated${String(made.number).padStart(6, '0')}${index || ''}`
  if (calls.length > 0)
    return calls.map((call, index) => ({
      id: id('fc', index),
      type: 'function_call',
      status: 'completed',
      call_id: id('call', index),
      ...call,
    }))
  const part =
    refusal === null
      ? { type: 'output_text', text: text ?? '', annotations: [], logprobs: [] }
      : { type: 'refusal', refusal }
  return [{ id: id('msg'), type: 'message', status: 'completed', role: 'assistant', content: [part] }]
}

/** A response as it is when it is done. */
export function whole(question: Question, thought: Thought, made: Made, body: Body) {
  const { asked, answered, finish } = thought
  const cut = finish === 'length' ? 'max_output_tokens' : finish === 'content_filter' ? 'content_filter' : undefined
  return {
    id: `resp_simulated${String(made.number).padStart(6, '0')}`,
    object: 'response',
    created_at: made.created,
    status: cut ? 'incomplete' : 'completed',
    background: false,
    error: null,
    incomplete_details: cut ? { reason: cut } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: question.most ?? null,
    model: question.model,
    output: itemsOf(thought, made),
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: 'default',
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: 'text' } },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    top_p: body.top_p ?? 1,
    truncation: 'disabled',
    usage: {
      input_tokens: asked,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: answered,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: asked + answered,
    },
    user: null,
    metadata: body.metadata ?? {},
  }
}

export type WholeResponse = ReturnType<typeof whole>
