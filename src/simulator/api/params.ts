import { badRequest } from './errors.ts'

export interface Upload {
  name: string
  mime: string
  bytes: Buffer
}

/** A call's parameters, read as leniently as the real server reads them: everything is text until a method asks. */
export class Params {
  readonly values: Map<string, string>
  readonly files: Map<string, Upload>
  constructor(values = new Map<string, string>(), files = new Map<string, Upload>()) {
    this.values = values
    this.files = files
  }

  /** From a JSON object: what is not a string keeps its JSON text, so an object and its text are the same. */
  static of(object: Record<string, unknown>): Params {
    const values = new Map<string, string>()
    for (const [name, value] of Object.entries(object))
      if (value !== undefined) values.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    return new Params(values)
  }

  has(name: string): boolean {
    return this.values.has(name) || this.files.has(name)
  }

  text(name: string): string {
    return this.values.get(name) ?? ''
  }

  /** `true`, `yes` and `1` are true in any case; everything else is false. */
  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase())
  }

  /** Clamped, never rejected; text that is no number counts as 0. */
  integer(name: string, fallback: number, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): number {
    const raw = this.values.get(name)
    if (raw === undefined || raw === '') return Math.min(max, Math.max(min, fallback))
    const [digits = '0'] = /^-?\d+/.exec(raw) ?? []
    return Math.min(max, Math.max(min, Number(digits)))
  }

  number(name: string): number | undefined {
    const raw = this.values.get(name)
    if (raw === undefined || raw === '' || Number.isNaN(Number(raw))) return undefined
    return Number(raw)
  }

  /** The parsed JSON of a parameter, or undefined when it is absent or empty. */
  json(name: string, failure: string): unknown {
    const raw = this.text(name)
    if (raw === '') return undefined
    try {
      return JSON.parse(raw)
    } catch {
      throw badRequest(failure)
    }
  }

  /** For the inspector: what was asked, without bytes and secrets. */
  shown(): Record<string, unknown> {
    const shown: Record<string, unknown> = {}
    for (const [name, value] of this.values) shown[name] = name === 'secret_token' ? '…' : readable(value)
    for (const [name, file] of this.files) shown[name] = `<${file.name}, ${file.bytes.length} bytes>`
    return shown
  }
}

function readable(value: string): unknown {
  if (!/^[[{]|^-?\d{1,15}$|^(true|false)$/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
