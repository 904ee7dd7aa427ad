import { parseRange, type Range, writeRange } from './a1.ts'
import { cellAt, type Spreadsheet } from './book.ts'
import { rendered } from './cells.ts'
import { inQuery, type Reading, reading } from './choices.ts'

/** spreadsheets.values.get */
export const getValues = (book: Spreadsheet, range: string, params: URLSearchParams) =>
  valueRange(parseRange(book, range), reading(inQuery(params)))

/** spreadsheets.values.batchGet */
export function batchGet(book: Spreadsheet, params: URLSearchParams) {
  const how = reading(inQuery(params))
  const ranges = params.getAll('ranges').map((range) => parseRange(book, range))
  return { spreadsheetId: book.id, valueRanges: ranges.map((range) => valueRange(range, how)) }
}

export function valueRange({ sheet, box }: Pick<Range, 'sheet' | 'box'>, { dimension, rendering, dates }: Reading) {
  const rows = Array.from({ length: Math.min(box.bottom, sheet.rows.length) - box.top }, (_, row) =>
    Array.from({ length: box.right - box.left }, (_, column) =>
      rendered(cellAt(sheet, box.top + row, box.left + column), rendering, dates),
    ),
  )
  const lines = trimmed(
    (dimension === 'ROWS' ? rows : turned(rows)).map((line) => trimmed(line, (cell) => cell === '')),
    (line) => line.length === 0,
  )
  const range = writeRange(sheet, box)
  return { range, majorDimension: dimension, ...(lines.length > 0 ? { values: lines } : {}) }
}

function trimmed<T>(list: T[], isEmpty: (one: T) => boolean): T[] {
  const last = list.findLastIndex((one) => !isEmpty(one))
  return list.slice(0, last + 1)
}

const turned = <T>(rows: T[][]): T[][] => (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as T))
