import { letters } from './a1.ts'
import type { Cell, Sheet, Spreadsheet } from './book.ts'
import { shownText } from './cells.ts'

const MOST_ROWS = 200
const MOST_COLUMNS = 60
const LONGEST = 300

/** A spreadsheet as the page draws it: what is filled, as text. */
export const pageRows = ({ id, title, shared, sheets }: Spreadsheet) => ({
  id,
  title,
  shared,
  sheets: sheets.map(drawn),
})

function drawn({ id, title, rows, rowCount, columnCount }: Sheet) {
  const last = rows.findLastIndex((row) => row.some((cell) => cell !== null))
  const filled = rows.slice(0, last + 1)
  const width = Math.max(0, ...filled.map((row) => row.findLastIndex((cell) => cell !== null) + 1))
  const columns = Math.min(width, MOST_COLUMNS)
  return {
    id,
    title,
    row_count: rowCount,
    column_count: columnCount,
    filled_rows: filled.length,
    filled_columns: width,
    formulas: filled.flat().filter((cell) => cell?.kind === 'formula').length,
    columns: Array.from({ length: columns }, (_, column) => letters(column)),
    rows: filled
      .slice(0, MOST_ROWS)
      .map((row) => Array.from({ length: columns }, (_, column) => drawnCell(row[column] ?? null))),
  }
}

const drawnCell = (cell: Cell | null) => {
  if (!cell) return null
  const text = shownText(cell)
  return {
    text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
    kind: cell.kind ?? (typeof cell.value as 'string' | 'number' | 'boolean'),
  }
}
