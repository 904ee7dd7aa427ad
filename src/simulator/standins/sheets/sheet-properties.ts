import { newSheet, type Sheet, type Spreadsheet } from './book.ts'
import type { Fields } from './choices.ts'
import { notSimulated, Refused } from './errors.ts'
import { checkSize } from './grid-size.ts'

/** A new sheet with these properties; its title and its number are given when they are not said. */
export function addSheet(book: Spreadsheet, properties: Fields): Sheet {
  const title = String(properties.title ?? freeTitle(book))
  const id = Number(properties.sheetId ?? Math.max(-1, ...book.sheets.map((one) => one.id)) + 1)
  if (book.sheets.some((one) => one.id === id))
    throw new Refused(400, `A sheet with the id ${id} already exists. Please enter another id.`)
  const sheet = newSheet(id, '')
  checkTitle(book, sheet, title)
  sheet.title = title
  const { index = book.sheets.length, title: _, sheetId: __, sheetType = 'GRID', ...rest } = properties
  if (sheetType !== 'GRID') throw notSimulated(`A sheet of type ${sheetType}`)
  book.sheets.splice(Number(index), 0, sheet)
  changeSheet(book, sheet, rest, Object.keys(rest))
  return sheet
}

function freeTitle(book: Spreadsheet): string {
  for (let number = 1; ; number++)
    if (!book.sheets.some(({ title }) => title === `Sheet${number}`)) return `Sheet${number}`
}

function checkTitle(book: Spreadsheet, sheet: Sheet, title: string) {
  if (title === '' || title.length > 100) throw new Refused(400, 'The name of a sheet has 1 to 100 characters.')
  if (book.sheets.some((one) => one !== sheet && one.title.toLowerCase() === title.toLowerCase()))
    throw new Refused(400, `A sheet with the name "${title}" already exists. Please enter another name.`)
}

/** Changes the fields that are named. */
export function changeSheet(book: Spreadsheet, sheet: Sheet, told: Fields, fields: string[]) {
  for (const field of fields) {
    const [name = '', inner] = field.split('.')
    if (name === 'sheetId' || name === 'sheetType') continue
    if (name === 'title') checkTitle(book, sheet, String(told.title ?? ''))
    if (name === 'title') sheet.title = String(told.title)
    else if (name === 'index')
      book.sheets.splice(Number(told.index), 0, ...book.sheets.splice(book.sheets.indexOf(sheet), 1))
    else if (name === 'gridProperties') changeGrid(book, sheet, (told.gridProperties ?? {}) as Fields, inner)
    else sheet.more[name] = told[name]
  }
}

function changeGrid(book: Spreadsheet, sheet: Sheet, told: Fields, only: string | undefined) {
  for (const [name, value] of Object.entries(told)) {
    if (only !== undefined && name !== only) continue
    if (name !== 'rowCount' && name !== 'columnCount') {
      sheet.grid[name] = value
      continue
    }
    const count = Number(value)
    if (!Number.isInteger(count) || count < 1) throw new Refused(400, `${name} must be greater than 0`)
    checkSize(book, sheet, name === 'rowCount' ? count : 1, name === 'columnCount' ? count : 1)
    sheet[name] = count
    if (name === 'rowCount') sheet.rows.splice(count)
    else for (const row of sheet.rows) row.splice(count)
  }
}
