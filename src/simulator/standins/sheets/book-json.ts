import type { Sheet, Spreadsheet } from './book.ts'

/** spreadsheets.get, and what create answers. */
export const bookJson = (book: Spreadsheet, url: string) => ({
  spreadsheetId: book.id,
  properties: { title: book.title, locale: book.locale, autoRecalc: 'ON_CHANGE', timeZone: book.timeZone },
  sheets: book.sheets.map((sheet) => ({ properties: propertiesOf(book, sheet) })),
  spreadsheetUrl: `${url}/?sheet=${encodeURIComponent(book.id)}`,
})

export const propertiesOf = (book: Spreadsheet, sheet: Sheet) => ({
  sheetId: sheet.id,
  title: sheet.title,
  index: book.sheets.indexOf(sheet),
  sheetType: 'GRID',
  gridProperties: { rowCount: sheet.rowCount, columnCount: sheet.columnCount, ...sheet.grid },
  ...sheet.more,
})
