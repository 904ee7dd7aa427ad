import { invalidValue, missing, Refused } from './errors.ts'
import type { Schema } from './example.ts'
import type { Body } from './fields.ts'
import type { Format, Question } from './question.ts'
import { checkStrict } from './strict.ts'

export function readFormat(format: unknown, turns: Question['turns']): Format {
  if (format === undefined || format === null) return { type: 'text' }
  const { type, json_schema } = format as Body
  if (type === 'json_schema')
    return readSchema(json_schema as Body | undefined, 'response_format.json_schema', 'response_format')
  return readJsonMode(type, turns, 'response_format')
}

export function readSchema(told: Body | undefined, place: string, param: string): Format {
  const { name, schema, strict } = told ?? {}
  if (typeof name !== 'string') throw missing(`${place}.name`)
  if (typeof schema !== 'object' || schema === null) throw missing(`${place}.schema`)
  if (strict) checkStrict(schema as Schema, { what: `response_format '${name}'`, param, code: null })
  return { type: 'json_schema', schema: schema as Schema }
}

export function readJsonMode(type: unknown, turns: Question['turns'], param: string): Format {
  if (type === 'text') return { type: 'text' }
  if (type !== 'json_object') throw invalidValue(`${param}.type`, type, ['json_object', 'json_schema', 'text'])
  if (!turns.some(({ text }) => /json/i.test(text)))
    throw new Refused(
      400,
      `'messages' must contain the word 'json' in some form, to use '${param}' of type 'json_object'.`,
      { param: 'messages' },
    )
  return { type: 'json_object' }
}
