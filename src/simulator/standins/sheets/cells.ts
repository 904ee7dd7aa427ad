import type { Cell } from './book.ts'
import { Refused } from './errors.ts'

export const INPUTS = ['RAW', 'USER_ENTERED'] as const
export const RENDERINGS = ['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'] as const
export type Input = (typeof INPUTS)[number]
export type Rendering = (typeof RENDERINGS)[number]

const LONGEST = 50_000

/** What a value becomes in a cell; undefined leaves the cell as it is, null empties it. */
export function entered(value: unknown, input: Input, place: string): Cell | null | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'number' || typeof value === 'boolean') return { value }
  if (typeof value !== 'string') {
    const kind = Array.isArray(value) ? 'list_value' : 'struct_value'
    throw new Refused(400, `Invalid ${place}: ${kind} {\n}\n`)
  }
  if (value === '') return null
  if (value.length > LONGEST)
    throw new Refused(400, `Your input contains more than the maximum of ${LONGEST} characters in a single cell.`)
  return input === 'RAW' ? { value } : typed(value)
}

/** As if a person had typed it. A formula is kept as its text: nothing is ever calculated here. */
function typed(text: string): Cell {
  if (text.startsWith("'")) return { value: text.slice(1) }
  if (/^(true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' }
  const number = readNumber(text)
  if (number) return number
  if (/^[=+]./.test(text)) return { value: text, kind: 'formula' }
  return readDate(text) ?? { value: text }
}

function readNumber(text: string): Cell | undefined {
  const bare = text.trim()
  if (!/^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(e[+-]?\d+)?%?$/i.test(bare) || !/^[+-]?\.?\d/.test(bare)) return undefined
  const value = Number(bare.replace(/[,%]/g, '').replace(/^\+/, '')) / (bare.endsWith('%') ? 100 : 1)
  return bare.endsWith('%') || bare.includes(',') ? { value, shown: bare.replace(/^\+/, '') } : { value }
}

/** Days since 30 December 1899, of dates such as 2026-11-21 or 2026-11-21 12:30:00; other ways of writing stay text. */
function readDate(text: string): Cell | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? []
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time ?? '00:00'}Z`)
  if (Number.isNaN(at)) return undefined
  return { value: (at - Date.UTC(1899, 11, 30)) / 86_400_000, shown: text.replace('T', ' '), kind: 'date' }
}

export function rendered(cell: Cell | null, rendering: Rendering, dates: 'SERIAL_NUMBER' | 'FORMATTED_STRING') {
  if (!cell) return ''
  if (rendering === 'FORMATTED_VALUE') return shownText(cell)
  return cell.kind === 'date' && dates === 'FORMATTED_STRING' ? shownText(cell) : cell.value
}

export function shownText({ value, shown }: Cell): string {
  if (shown !== undefined) return shown
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return value
  if (Math.abs(value) >= 1e15) return value.toExponential(5).replace(/\.?0*e/, 'E')
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(10)))
}
