/**
 * Makes the simulator's compact schema from a full description of the Bot API (methods, types, fields as JSON):
 *   node scripts/bot-api-schema.ts bot-api.json > src/simulator/lint/schema.json
 * A field is one line of text: `!` when it must be there, its types with `[]` for an array, its values after `=`.
 */
import { readFileSync } from 'node:fs'

interface Field {
  name: string
  types: string[]
  required: boolean
  enum?: string[]
}
interface Source {
  version: string
  methods: Record<string, { returns: string[]; fields?: Field[] }>
  types: Record<string, { fields?: Field[]; subtypes?: string[] }>
}

const source = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as Source

const short = (type: string) => {
  if (/^CallAPI</.test(type)) return 'Boolean'
  const depth = type.split('Array of ').length - 1
  return '[]'.repeat(depth) + type.replaceAll('Array of ', '')
}
const types = (all: string[]) => [...new Set(all.map(short))].join('|')
const fields = (all: Field[] = []) =>
  Object.fromEntries(
    all.map((field) => [
      field.name,
      (field.required ? '!' : '') + types(field.types) + (field.enum ? `=${field.enum.join(',')}` : ''),
    ]),
  )
const entries = <T, R>(all: Record<string, T>, make: (one: T) => R) =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, make(one)]))

const schema = {
  version: source.version,
  methods: entries(source.methods, (method) => ({ returns: types(method.returns), fields: fields(method.fields) })),
  types: entries(source.types, (type) => type.subtypes ?? fields(type.fields)),
}
process.stdout.write(`${JSON.stringify(schema, null, 1)}\n`)
