import { badRequest } from './errors.ts'

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads one JSON object's fields as the server does: a number counts as text, null is a wrong type, what is absent is empty. */
export class Fields {
  readonly object: Json
  readonly refuse: (why: string) => Error
  constructor(object: Json, refuse: (why: string) => Error = badRequest) {
    this.object = object
    this.refuse = refuse
  }

  has(name: string): boolean {
    return Object.hasOwn(this.object, name) && this.object[name] !== undefined
  }

  text(name: string): string {
    if (!this.has(name)) return ''
    const value = this.object[name]
    if (typeof value === 'string') return value
    if (typeof value === 'number') return String(value)
    throw this.wrong(name, 'String')
  }

  requiredText(name: string): string {
    this.required(name)
    return this.text(name)
  }

  flag(name: string, fallback = false): boolean {
    if (!this.has(name)) return fallback
    const value = this.object[name]
    if (typeof value !== 'boolean') throw this.wrong(name, 'Boolean')
    return value
  }

  integer(name: string, fallback = 0): number {
    if (!this.has(name)) return fallback
    const value = this.object[name]
    if (typeof value !== 'number' && typeof value !== 'string') throw this.wrong(name, 'Number')
    if (!/^-?\d+$/.test(String(value)) || !Number.isSafeInteger(Number(value)))
      throw this.refuse(`Can't parse "${value}" as an integer`)
    return Number(value)
  }

  requiredInteger(name: string): number {
    this.required(name)
    return this.integer(name)
  }

  /** A number that need not be whole. */
  float(name: string): number {
    this.required(name)
    const value = this.object[name]
    if (typeof value !== 'number') throw this.wrong(name, 'Number')
    return value
  }

  /** With all its digits. */
  requiredLong(name: string): bigint {
    this.required(name)
    const value = this.object[name]
    if (typeof value !== 'number' && typeof value !== 'string') throw this.wrong(name, 'Number')
    if (!/^-?\d+$/.test(String(value))) throw this.refuse(`Can't parse "${value}" as an integer`)
    return BigInt(value)
  }

  /** The object's own fields, read with the same refusals. */
  inner(name: string): Fields {
    this.required(name)
    const value = this.object[name]
    if (!isObject(value)) throw this.wrong(name, 'Object')
    return new Fields(value, this.refuse)
  }

  list(name: string): unknown[] | undefined {
    if (!this.has(name)) return undefined
    const value = this.object[name]
    if (!Array.isArray(value)) throw this.wrong(name, 'Array')
    return value
  }

  required(name: string) {
    if (!this.has(name)) throw this.refuse(`Can't find field "${name}"`)
  }

  private wrong(name: string, type: string) {
    return this.refuse(`Field "${name}" must be of type ${type}`)
  }
}
