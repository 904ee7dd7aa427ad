import { parseRange, writeRange } from './a1.ts'
import type { Spreadsheet } from './book.ts'
import { chosen, type Fields, inputOf, inQuery, wanted } from './choices.ts'
import { checkSize } from './grid-size.ts'
import { linesOf, planned, told, write } from './plan-write.ts'
import { tableIn } from './table.ts'

/** spreadsheets.values.append: below the last table that the range touches. */
export function appendValues(book: Spreadsheet, text: string, params: URLSearchParams, body: Fields) {
  const get = inQuery(params)
  const input = inputOf(get('valueInputOption'))
  const inserts = chosen(
    get('insertDataOption'),
    ['OVERWRITE', 'INSERT_ROWS'] as const,
    'OVERWRITE',
    'insert_data_option',
    'InsertDataOption',
  )
  const { sheet, box } = parseRange(book, text)
  const table = tableIn(sheet, box)
  const start = table ? { top: table.bottom, left: table.left } : { top: box.top, left: box.left }
  const lines = linesOf(body, 'values')
  const isRows = body.majorDimension !== 'COLUMNS'
  const longest = lines.reduce((most, { length }) => Math.max(most, length), 0)
  const [height, width] = isRows ? [lines.length, longest] : [longest, lines.length]
  checkSize(book, sheet, start.top + height, start.left + width)
  const point = { ...start, bottom: start.top + height, right: start.left + width }
  // The grid grows only when the rest is sure to be written.
  const grown = {
    ...sheet,
    rowCount: Math.max(sheet.rowCount, point.bottom),
    columnCount: Math.max(sheet.columnCount, point.right),
  }
  const plan = planned({ sheet: grown, box: point, isPoint: true }, body, input)
  Object.assign(sheet, { rowCount: grown.rowCount, columnCount: grown.columnCount })
  if (inserts === 'INSERT_ROWS' && start.top < sheet.rows.length) {
    sheet.rows.splice(start.top, 0, ...Array.from({ length: height }, () => []))
    sheet.rowCount += height
  }
  const done = { ...plan, sheet }
  write(done)
  return {
    spreadsheetId: book.id,
    ...(table ? { tableRange: writeRange(sheet, table) } : {}),
    updates: told(book, done, wanted(get)),
  }
}
