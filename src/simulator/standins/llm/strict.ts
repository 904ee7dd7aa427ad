import { Refused } from './errors.ts'
import type { Schema } from './example.ts'

const UNSUPPORTED = [
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'allOf',
  'oneOf',
]

/** A strict schema must list all its properties as required and allow no others; OpenAI says where it does not. */
export function checkStrict(schema: Schema, of: { what: string; param: string; code: string | null }) {
  const refuse = (place: readonly string[], why: string) => {
    const context = place.map((part) => `'${part}'`).join(', ') + (place.length === 1 ? ',' : '')
    const { what, param, code } = of
    throw new Refused(400, `Invalid schema for ${what}: In context=(${context}), ${why}`, { param, code })
  }
  if (schema.type !== 'object')
    refuse([], `schema must be a JSON Schema of 'type: "object"', got 'type: "${schema.type ?? 'None'}"'.`)
  walk(schema, [])

  function walk(one: Schema, place: readonly string[]) {
    const wrong = UNSUPPORTED.find((keyword) => keyword in one)
    if (wrong) refuse(place, `'${wrong}' is not permitted.`)
    if (one.type === 'object' || one.properties) {
      if (one.additionalProperties !== false)
        refuse(place, "'additionalProperties' is required to be supplied and to be false.")
      const properties = Object.keys((one.properties as object | undefined) ?? {})
      const required = Array.isArray(one.required) ? (one.required as string[]) : []
      const absent = properties.find((name) => !required.includes(name))
      if (absent)
        refuse(
          place,
          `'required' is required to be supplied and to be an array including every key in properties. Missing '${absent}'.`,
        )
    }
    for (const keyword of ['properties', '$defs', 'definitions'])
      for (const [name, inner] of Object.entries((one[keyword] as object | undefined) ?? {}))
        walk(inner as Schema, [...place, keyword, name])
    if (one.items && !Array.isArray(one.items)) walk(one.items as Schema, [...place, 'items'])
    for (const [index, inner] of ((one.anyOf as Schema[] | undefined) ?? []).entries())
      walk(inner, [...place, 'anyOf', String(index)])
  }
}
