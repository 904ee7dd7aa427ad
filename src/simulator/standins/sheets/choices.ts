import { INPUTS, type Input, RENDERINGS, type Rendering } from './cells.ts'
import { Refused, wrongEnum } from './errors.ts'

/** What a request chooses, from its query or its body. */
export type Get = (name: string) => unknown
export type Fields = Record<string, unknown>

export const DIMENSIONS = ['ROWS', 'COLUMNS'] as const
const DATES = ['SERIAL_NUMBER', 'FORMATTED_STRING'] as const

export const inQuery =
  (params: URLSearchParams): Get =>
  (name) =>
    params.get(name) ?? undefined

export function chosen<T extends string>(
  value: unknown,
  supported: readonly T[],
  usual: T,
  field: string,
  type: string,
): T {
  if (value === undefined || value === null || /_UNSPECIFIED$/.test(String(value))) return usual
  if (!supported.includes(value as T)) throw wrongEnum(field, type, value)
  return value as T
}

export interface Reading {
  dimension: (typeof DIMENSIONS)[number]
  rendering: Rendering
  dates: (typeof DATES)[number]
}

export const reading = (get: Get, prefix = ''): Reading => ({
  dimension: chosen(get('majorDimension'), DIMENSIONS, 'ROWS', 'major_dimension', 'Dimension'),
  rendering: chosen(
    get(prefix ? `${prefix}ValueRenderOption` : 'valueRenderOption'),
    RENDERINGS,
    'FORMATTED_VALUE',
    'value_render_option',
    'ValueRenderOption',
  ),
  dates: chosen(
    get(prefix ? `${prefix}DateTimeRenderOption` : 'dateTimeRenderOption'),
    DATES,
    'SERIAL_NUMBER',
    'date_time_render_option',
    'DateTimeRenderOption',
  ),
})

export function inputOf(value: unknown): Input {
  if (value === undefined || value === null || value === 'INPUT_VALUE_OPTION_UNSPECIFIED')
    throw new Refused(400, "'valueInputOption' is required but not specified")
  return chosen(value, INPUTS, 'RAW', 'value_input_option', 'ValueInputOption')
}

/** How what was written is told back, when that is asked for. */
export const wanted = (get: Get) =>
  String(get('includeValuesInResponse')) === 'true' ? reading(get, 'response') : undefined
