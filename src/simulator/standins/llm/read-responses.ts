import { invalidType, missing, notSimulated } from './errors.ts'
import { type Body, checkNames, flag, modelOf, number } from './fields.ts'
import { checkModel } from './models.ts'
import type { Question } from './question.ts'
import { readJsonMode, readSchema } from './read-format.ts'
import { checkSampling } from './read-sampling.ts'
import { readChoice, readFunction } from './read-tools.ts'

const KNOWN =
  'model input background context_management conversation include instructions max_output_tokens max_tool_calls metadata parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_retention reasoning safety_identifier service_tier store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user'.split(
    ' ',
  )

/** What a request to /responses asks; throws what OpenAI would refuse. */
export function readResponses(body: Body): Question {
  const model = modelOf(body)
  checkModel(model, 'chat', '/v1/responses')
  checkNames(body, KNOWN)
  for (const name of ['background', 'conversation', 'previous_response_id', 'prompt'])
    if (body[name]) throw notSimulated(`'${name}' is not answered.`, name)
  checkSampling(body, model)
  const turns = [
    ...(typeof body.instructions === 'string' ? [{ role: 'developer', text: body.instructions }] : []),
    ...readInput(body.input),
  ]
  const tools = ((body.tools as Body[] | undefined) ?? []).map((tool, index) => {
    if (tool.type !== 'function') throw notSimulated(`Tools of type '${tool.type}' are not called.`, `tools[${index}]`)
    return readFunction(tool, `tools[${index}]`)
  })
  const format = (body.text as Body | undefined)?.format as Body | undefined
  return {
    model,
    turns,
    tools,
    call: readChoice(body.tool_choice, tools),
    format:
      format?.type === 'json_schema'
        ? readSchema(format, 'text.format', 'text.format.schema')
        : readJsonMode(format?.type ?? 'text', turns, 'text.format'),
    most: number(body, 'max_output_tokens', { least: 16, whole: true }),
    stop: [],
    stream: flag(body, 'stream'),
  }
}

function readInput(input: unknown): Question['turns'] {
  if (input === undefined || input === null) throw missing('input')
  if (typeof input === 'string') return [{ role: 'user', text: input }]
  if (!Array.isArray(input)) throw invalidType('input', 'a string or an array of objects', input)
  return input.map((item: Body) => {
    if (item.type === 'function_call_output') return { role: 'tool', text: String(item.output) }
    if (item.type === 'function_call') return { role: 'assistant', text: String(item.arguments) }
    return { role: String(item.role ?? 'assistant'), text: words(item.content) }
  })
}

const words = (content: unknown): string =>
  Array.isArray(content)
    ? content.map((part: Body) => String(part.text ?? `[${part.type}]`)).join('\n')
    : String(content ?? '')
