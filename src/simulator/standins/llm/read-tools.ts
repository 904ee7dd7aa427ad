import { invalidType, invalidValue, missing, notSimulated, Refused } from './errors.ts'
import type { Schema } from './example.ts'
import type { Body } from './fields.ts'
import type { Question, Tool } from './question.ts'
import { checkStrict } from './strict.ts'

export function readTools(tools: unknown): Tool[] {
  if (tools === undefined || tools === null) return []
  if (!Array.isArray(tools)) throw invalidType('tools', 'an array of objects', tools)
  return tools.map((tool: Body, index) => {
    const place = `tools[${index}]`
    if (tool.type === 'custom') throw notSimulated('Custom tools are not called.', place)
    if (tool.type !== 'function') throw invalidValue(`${place}.type`, tool.type, ['function', 'custom'])
    return readFunction(tool.function as Body | undefined, `${place}.function`)
  })
}

export function readFunction(told: Body | undefined, place: string): Tool {
  const { name, parameters = { type: 'object', properties: {} }, strict } = told ?? {}
  if (typeof name !== 'string') throw missing(`${place}.name`)
  const schema = parameters as Schema
  if (strict)
    checkStrict(schema, {
      what: `function '${name}'`,
      param: `${place}.parameters`,
      code: 'invalid_function_parameters',
    })
  return { name, parameters: schema }
}

export function readChoice(choice: unknown, tools: Tool[]): Question['call'] {
  if (choice === undefined || choice === null) return tools.length > 0 ? 'auto' : 'none'
  if (choice === 'auto' || choice === 'none' || choice === 'required') return choice
  const named = choice as { name?: string; function?: { name?: string } }
  const name = named.function?.name ?? named.name
  if (!tools.some((tool) => tool.name === name))
    throw new Refused(
      400,
      `Invalid value: Tool choice 'function' with name '${name}' was not found in 'tools' parameter.`,
      {
        param: 'tool_choice',
      },
    )
  return { name: String(name) }
}
