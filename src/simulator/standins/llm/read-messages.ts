import { invalidType, invalidValue, missing, Refused } from './errors.ts'
import type { Body } from './fields.ts'
import type { Question } from './question.ts'

const ROLES = ['system', 'assistant', 'user', 'function', 'tool', 'developer']

export function readMessages(messages: unknown): Question['turns'] {
  if (messages === undefined) throw missing('messages')
  if (!Array.isArray(messages)) throw invalidType('messages', 'an array of objects', messages)
  if (messages.length === 0)
    throw new Refused(
      400,
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
      { param: 'messages', code: 'empty_array' },
    )
  let waiting: string[] = []
  return messages.map((message: Body, index) => {
    const place = `messages[${index}]`
    if (typeof message !== 'object' || message === null) throw invalidType(place, 'an object', message)
    if (message.role === undefined) throw missing(`${place}.role`)
    if (!ROLES.includes(String(message.role))) throw invalidValue(`${place}.role`, message.role, ROLES)
    waiting = answered(message, waiting, index)
    return { role: String(message.role), text: readContent(message, index) }
  })
}

/** Every call of a tool is answered before anything else is said. Returns the calls that still wait. */
function answered(message: Body, waiting: string[], index: number): string[] {
  if (message.role === 'tool') {
    if (!waiting.includes(String(message.tool_call_id)))
      throw new Refused(
        400,
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        {
          param: `messages.[${index}].role`,
        },
      )
    return waiting.filter((id) => id !== message.tool_call_id)
  }
  if (waiting.length > 0)
    throw new Refused(
      400,
      `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${waiting.join(', ')}`,
      { param: `messages.[${index}].role` },
    )
  return ((message.tool_calls as Body[] | undefined) ?? []).map(({ id }) => String(id))
}

function readContent({ content, role, tool_calls, refusal }: Body, index: number): string {
  if (typeof content === 'string') return content
  if (Array.isArray(content)) return content.map((part: Body) => partText(part, index)).join('\n')
  if (role === 'assistant' && (tool_calls || refusal)) return JSON.stringify(tool_calls ?? refusal)
  throw new Refused(
    400,
    `Invalid value for 'content': expected a string, got ${content === undefined ? 'null' : typeof content}.`,
    {
      param: `messages.[${index}].content`,
    },
  )
}

function partText(part: Body, index: number): string {
  if (part.type === 'text' || part.type === 'refusal') return String(part.text ?? part.refusal ?? '')
  if (part.type === 'image_url' || part.type === 'input_audio' || part.type === 'file') return `[${part.type}]`
  throw invalidValue(`messages[${index}].content[0].type`, part.type, [
    'text',
    'image_url',
    'input_audio',
    'refusal',
    'audio',
    'file',
  ])
}
