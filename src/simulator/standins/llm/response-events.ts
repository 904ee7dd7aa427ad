import type { Effect } from '../exchanges.ts'
import { pieces, wordsWithin } from './chat.ts'
import type { Body } from './fields.ts'
import type { Item, WholeResponse } from './response-json.ts'
import type { Thought } from './think.ts'

/** A response told bit by bit. */
export function stream(thought: Thought, response: WholeResponse): Effect {
  const begun = { ...response, status: 'in_progress', output: [], usage: null }
  const told: ({ type: string } & Body)[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
  ]
  const before = told.length + 2
  for (const [output_index, item] of response.output.entries()) told.push(...itemEvents(item, output_index))
  told.push({ type: response.status === 'completed' ? 'response.completed' : 'response.incomplete', response })
  const events = told.map(
    (event, sequence_number) => `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`,
  )
  if (thought.breaksAfter === undefined) return { status: 200, events }
  return {
    status: 200,
    events,
    breaksOff: before + wordsWithin(thought.refusal ?? thought.text ?? '', thought.breaksAfter),
  }
}

function itemEvents(item: Item, output_index: number): ({ type: string } & Body)[] {
  const place = { output_index, item_id: item.id }
  const added = { type: 'response.output_item.added', output_index }
  const done = { type: 'response.output_item.done', output_index, item }
  const part = item.content?.[0]
  if (!part) {
    const args = String(item.arguments)
    return [
      { ...added, item: { ...item, status: 'in_progress', arguments: '' } },
      { type: 'response.function_call_arguments.delta', ...place, delta: args },
      { type: 'response.function_call_arguments.done', ...place, name: item.name, arguments: args },
      done,
    ]
  }
  const here = { ...place, content_index: 0 }
  const isText = part.type === 'output_text'
  const said = String(isText ? part.text : part.refusal)
  const field = isText ? 'text' : 'refusal'
  const name = `response.${isText ? 'output_text' : 'refusal'}`
  const logprobs = isText ? { logprobs: [] } : {}
  return [
    { ...added, item: { ...item, status: 'in_progress', content: [] } },
    { type: 'response.content_part.added', ...here, part: { ...part, [field]: '' } },
    ...pieces(said).map((delta) => ({ type: `${name}.delta`, ...here, delta, ...logprobs })),
    { type: `${name}.done`, ...here, [field]: said, ...logprobs },
    { type: 'response.content_part.done', ...here, part },
    done,
  ]
}
