import { createHash } from 'node:crypto'
import { z } from 'zod'
import { notSimulated } from './errors.ts'

export type Schema = Record<string, unknown>

/** Deeper than this only what is required is filled in, and null is chosen where it may be. */
const DEEP = 4
/** A schema that has no end is given up. */
const DEEPEST = 40

/** A value that satisfies the schema: the same for the same `seed`, and its sentences say that they are simulated. */
export function exampleOf(schema: Schema, seed: string): unknown {
  const value = made(schema, schema, seed, 'value', 0)
  if (!satisfies(schema, value))
    throw notSimulated('The simulated model finds no answer that satisfies this schema; script one with a rule.')
  return value
}

function satisfies(schema: Schema, value: unknown): boolean {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success
  } catch {
    return false
  }
}

function made(schema: Schema, root: Schema, seed: string, name: string, depth: number): unknown {
  if (depth > DEEPEST) throw notSimulated('This schema has no end.')
  const inner = (other: unknown, called = name, deeper = 0) =>
    made((other ?? {}) as Schema, root, `${seed}/${called}`, called, depth + deeper)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[pick(seed, schema.enum.length)]
  if (typeof schema.$ref === 'string') return inner(found(root, schema.$ref), name, 1)
  if (Array.isArray(schema.allOf))
    return inner(Object.assign({}, rest(schema), ...schema.allOf.map((one) => at(root, one))))
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices)) return inner(choice(choices as Schema[], depth), name, 1)
  switch (typeOf(schema, depth)) {
    case 'null':
      return null
    case 'boolean':
      return pick(seed, 2) === 1
    case 'integer':
    case 'number':
      return number(schema, seed)
    case 'array':
      return list(schema, depth).map((item, index) => inner(item, `${name} ${index + 1}`, 1))
    case 'string':
      return words(schema, seed, name)
    default:
      return Object.fromEntries(properties(schema, depth).map(([property, one]) => [property, inner(one, property, 1)]))
  }
}

const rest = ({ allOf: _, ...schema }: Schema) => schema
const at = (root: Schema, one: Schema) => (typeof one.$ref === 'string' ? found(root, one.$ref) : one)

function found(root: Schema, ref: string): Schema {
  const target = ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .reduce<unknown>(
      (place, part) => (place as Schema | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      root,
    )
  if (typeof target !== 'object' || target === null) throw notSimulated(`The schema names ${ref}, which is not there.`)
  return target as Schema
}

const isNull = (schema: Schema) => schema.type === 'null' || schema.const === null

function choice(choices: Schema[], depth: number): Schema {
  const wanted = depth >= DEEP ? choices.find(isNull) : choices.find((one) => !isNull(one))
  return wanted ?? choices[0] ?? {}
}

function typeOf({ type, properties, items, pattern, format }: Schema, depth: number): string {
  const types = Array.isArray(type) ? (type as string[]) : [type as string | undefined]
  const wanted = depth >= DEEP && types.includes('null') ? 'null' : types.find((one) => one !== 'null')
  if (wanted !== undefined) return wanted
  if (items) return 'array'
  return (pattern || format) && !properties ? 'string' : 'object'
}

function properties({ properties = {}, required = [] }: Schema, depth: number): [string, unknown][] {
  const needed = required as string[]
  return Object.entries(properties as object).filter(([name]) => depth < DEEP || needed.includes(name))
}

function list({ items = {}, prefixItems, minItems, maxItems }: Schema, depth: number): unknown[] {
  const first = (prefixItems as unknown[] | undefined) ?? []
  const least = Math.max(first.length, Number(minItems ?? (depth < DEEP ? 1 : 0)))
  const length = Math.min(least, Number(maxItems ?? least))
  return Array.from({ length }, (_, index) => first[index] ?? items)
}

function number(schema: Schema, seed: string): number {
  const { type, minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema as Record<
    string,
    number | undefined
  >
  const whole = String(type).includes('integer')
  const step = multipleOf ?? (whole ? 1 : 0.5)
  const least =
    minimum ??
    (exclusiveMinimum === undefined ? Math.min(0, maximum ?? exclusiveMaximum ?? 0) : exclusiveMinimum + step)
  const most = maximum ?? (exclusiveMaximum === undefined ? least + 10 * step : exclusiveMaximum - step)
  const first = Math.ceil(least / step)
  const last = Math.floor(most / step)
  if (last < first) return least
  return Number(((first + pick(seed, last - first + 1)) * step).toFixed(10))
}

const FORMATS: Record<string, string> = {
  date: '2026-01-15',
  time: '12:00:00Z',
  'date-time': '2026-01-15T12:00:00Z',
  duration: 'PT1H',
  email: 'simulated@example.com',
  hostname: 'simulated.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/simulated',
}
/** What most patterns ask for. */
const CANDIDATES = [
  'a',
  'A',
  '1',
  'abc',
  'ABC',
  'simulated',
  '123',
  '12:00',
  '2026-01-15',
  '+380000000000',
  'A1',
  'a-1',
  'en',
  '#000000',
]

function words({ format, pattern, minLength = 0, maxLength }: Schema, seed: string, name: string): string {
  if (typeof format === 'string' && Object.hasOwn(FORMATS, format)) return FORMATS[format]!
  if (typeof pattern === 'string') {
    const fitting = new RegExp(pattern, 'u')
    const found = CANDIDATES.find((one) => fitting.test(one) && one.length >= Number(minLength))
    if (found === undefined) throw notSimulated(`The simulated model finds no text for the pattern ${pattern}.`)
    return found
  }
  const text = `[simulated model] ${name} ${1 + pick(seed, 99)}`
  return text.padEnd(Number(minLength), '.').slice(0, Number(maxLength ?? Number.POSITIVE_INFINITY))
}

function pick(seed: string, count: number): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % Math.max(1, count)
}
