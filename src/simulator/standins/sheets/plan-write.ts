import { letters, type Range, writeRange } from './a1.ts'
import { type Box, type Sheet, type Spreadsheet, setCell } from './book.ts'
import { entered, type Input } from './cells.ts'
import { chosen, DIMENSIONS, type Fields, type Reading } from './choices.ts'
import { Refused } from './errors.ts'
import { valueRange } from './read-values.ts'

export interface Write {
  sheet: Sheet
  box: Box
  put: { row: number; column: number; cell: ReturnType<typeof entered> }[]
}

/** What is to be written where; nothing is touched yet. */
export function planned(range: Range, body: Fields, input: Input, place = 'values'): Write {
  const lines = linesOf(body, place)
  const isRows = chosen(body.majorDimension, DIMENSIONS, 'ROWS', 'data.major_dimension', 'Dimension') === 'ROWS'
  const { sheet, box, isPoint } = range
  const edge = isPoint ? { bottom: sheet.rowCount, right: sheet.columnCount } : box
  const put = lines.flatMap((line, major) =>
    line.map((value, minor) => {
      const row = box.top + (isRows ? major : minor)
      const column = box.left + (isRows ? minor : major)
      const refuse = (what: string) =>
        new Refused(400, `Requested writing within range [${writeRange(sheet, box)}], but tried writing to ${what}`)
      if (row >= edge.bottom) throw refuse(`row [${row + 1}]`)
      if (column >= edge.right) throw refuse(`column [${letters(column)}]`)
      return { row, column, cell: entered(value, input, `${place}[${major}][${minor}]`) }
    }),
  )
  const bottom = put.reduce((most, { row }) => Math.max(most, row + 1), box.top + 1)
  const right = put.reduce((most, { column }) => Math.max(most, column + 1), box.left + 1)
  return { sheet, box: { top: box.top, left: box.left, bottom, right }, put }
}

export function linesOf({ values }: Fields, place: string): unknown[][] {
  if (values === undefined) return []
  const wrong = (at: string, value: unknown) =>
    new Refused(
      400,
      `Invalid value at 'data.${at}' (type.googleapis.com/google.protobuf.ListValue), ${JSON.stringify(value)}`,
    )
  if (!Array.isArray(values)) throw wrong(place, values)
  const index = values.findIndex((line) => !Array.isArray(line))
  if (index >= 0) throw wrong(`${place}[${index}]`, values[index])
  return values as unknown[][]
}

/** Touches the cells that were planned. */
export function write({ sheet, put }: Write) {
  for (const { row, column, cell } of put) if (cell !== undefined) setCell(sheet, row, column, cell)
}

/** What is said of a write. */
export function told(book: Spreadsheet, { sheet, box, put }: Write, shown: Reading | undefined) {
  return {
    spreadsheetId: book.id,
    updatedRange: writeRange(sheet, box),
    updatedRows: new Set(put.map(({ row }) => row)).size,
    updatedColumns: new Set(put.map(({ column }) => column)).size,
    updatedCells: put.filter(({ cell }) => cell !== undefined).length,
    ...(shown ? { updatedData: valueRange({ sheet, box }, shown) } : {}),
  }
}
