import { parseRange, type Range, writeRange } from './a1.ts'
import type { Spreadsheet } from './book.ts'
import type { Fields } from './choices.ts'
import { Refused } from './errors.ts'

/** spreadsheets.values.clear */
export function clearValues(book: Spreadsheet, range: string) {
  return { spreadsheetId: book.id, clearedRange: cleared(parseRange(book, range)) }
}

/** spreadsheets.values.batchClear */
export function batchClear(book: Spreadsheet, body: Fields) {
  const ranges = ((body.ranges as string[] | undefined) ?? []).map((range, index) => {
    try {
      return parseRange(book, range)
    } catch (error) {
      throw error instanceof Refused ? error.within(`ranges[${index}]`) : error
    }
  })
  return { spreadsheetId: book.id, clearedRanges: ranges.map(cleared) }
}

function cleared({ sheet, box }: Range): string {
  for (const row of sheet.rows.slice(box.top, box.bottom))
    for (let column = box.left; column < Math.min(box.right, row.length); column++) row[column] = null
  return writeRange(sheet, box)
}
