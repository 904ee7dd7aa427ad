import { invalidType, invalidValue, missing, Refused } from './errors.ts'

/** Reads a request's fields in OpenAI's words: what is missing, of the wrong type or out of bounds is a 400 that names it. */
export type Body = Record<string, unknown>

export function text(body: Body, name: string): string {
  const value = body[name]
  if (value === undefined || value === null) throw missing(name)
  if (typeof value !== 'string') throw invalidType(name, 'a string', value)
  return value
}

export function modelOf(body: Body): string {
  if (body.model === undefined || body.model === '') throw new Refused(400, 'you must provide a model parameter')
  return text(body, 'model')
}

export function oneOf<T extends string>(body: Body, name: string, supported: readonly T[], usual: T): T {
  const value = body[name] ?? usual
  if (!supported.includes(value as T)) throw invalidValue(name, value, supported)
  return value as T
}

export function flag(body: Body, name: string): boolean {
  const value = body[name] ?? false
  if (typeof value !== 'boolean') throw invalidType(name, 'a boolean', value)
  return value
}

export function number(body: Body, name: string, { least, most, whole = false }: Bounds): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  const kind = whole ? 'integer' : 'decimal'
  if (typeof value !== 'number' || (whole && !Number.isInteger(value)))
    throw invalidType(name, whole ? 'an integer' : 'a decimal', value)
  const refuse = (side: string, sign: string, bound: number) =>
    new Refused(
      400,
      `Invalid '${name}': ${kind} ${side} value. Expected a value ${sign} ${bound}, but got ${value} instead.`,
      {
        param: name,
        code: `${kind}_${side.replace('imum', '').replace(' ', '_')}_value`,
      },
    )
  if (least !== undefined && value < least) throw refuse('below minimum', '>=', least)
  if (most !== undefined && value > most) throw refuse('above maximum', '<=', most)
  return value
}

interface Bounds {
  least?: number
  most?: number
  whole?: boolean
}

export function checkNames(body: Body, known: readonly string[]) {
  const strangers = Object.keys(body).filter((name) => !known.includes(name))
  if (strangers.length > 0)
    throw new Refused(
      400,
      `Unrecognized request argument${strangers.length > 1 ? 's' : ''} supplied: ${strangers.join(', ')}`,
    )
}
