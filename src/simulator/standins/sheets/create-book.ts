import { newSheet, type Spreadsheet } from './book.ts'
import type { Fields } from './choices.ts'
import { addSheet } from './sheet-properties.ts'

/** spreadsheets.create */
export function createBook(id: string, body: Fields): Spreadsheet {
  const { title = 'Untitled spreadsheet', locale = 'en_US', timeZone = 'Etc/GMT' } = (body.properties ?? {}) as Fields
  const book: Spreadsheet = {
    id,
    title: String(title),
    locale: String(locale),
    timeZone: String(timeZone),
    shared: true,
    sheets: [],
  }
  const wanted = (body.sheets as Fields[] | undefined) ?? []
  for (const one of wanted) addSheet(book, (one.properties ?? {}) as Fields)
  if (wanted.length === 0) book.sheets.push(newSheet(0, 'Sheet1'))
  return book
}
