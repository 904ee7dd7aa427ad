import type { Sheet, Spreadsheet } from './book.ts'
import { Refused } from './errors.ts'

const MOST_CELLS = 10_000_000

/** Refuses to make a sheet so large that its spreadsheet has more cells than Google allows. */
export function checkSize(book: Spreadsheet, sheet: Sheet, rows: number, columns: number) {
  const others = book.sheets
    .filter((one) => one !== sheet)
    .reduce((sum, one) => sum + one.rowCount * one.columnCount, 0)
  const own = Math.max(sheet.rowCount, rows) * Math.max(sheet.columnCount, columns)
  if (others + own > MOST_CELLS)
    throw new Refused(
      400,
      `This action would increase the number of cells in the workbook above the limit of ${MOST_CELLS} cells.`,
    )
}
