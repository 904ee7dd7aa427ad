import type { Sheet, Spreadsheet } from './book.ts'
import { propertiesOf } from './book-json.ts'
import type { Fields } from './choices.ts'
import { notSimulated, Refused } from './errors.ts'
import { checkSize } from './grid-size.ts'
import { addSheet, changeSheet } from './sheet-properties.ts'

/** spreadsheets.batchUpdate on a copy: the caller keeps it when every request went well. */
export function changeBook(book: Spreadsheet, body: Fields): { book: Spreadsheet; replies: unknown[] } {
  const copy = structuredClone(book)
  const requests = body.requests as Fields[] | undefined
  if (!Array.isArray(requests) || requests.length === 0) throw new Refused(400, 'Must specify at least one request.')
  const replies = requests.map((request, index) => {
    const [kind = ''] = Object.keys(request)
    const act = Object.hasOwn(ACTS, kind) ? ACTS[kind] : undefined
    if (!act) throw notSimulated(`The request '${kind}'`)
    try {
      return act(copy, (request[kind] ?? {}) as Fields) ?? {}
    } catch (error) {
      throw error instanceof Refused ? error.within(`requests[${index}].${kind}`) : error
    }
  })
  return { book: copy, replies }
}

const ACTS: Record<string, (book: Spreadsheet, told: Fields) => unknown> = {
  addSheet: (book, { properties }) => ({
    addSheet: { properties: propertiesOf(book, addSheet(book, (properties ?? {}) as Fields)) },
  }),
  deleteSheet(book, { sheetId }) {
    const sheet = sheetAt(book, sheetId)
    if (book.sheets.length === 1) throw new Refused(400, "You can't remove all the sheets in a document.")
    book.sheets.splice(book.sheets.indexOf(sheet), 1)
  },
  updateSheetProperties(book, { properties, fields }) {
    const told = (properties ?? {}) as Fields
    changeSheet(book, sheetAt(book, told.sheetId ?? 0), told, fieldsOf(fields, told))
  },
  updateSpreadsheetProperties(book, { properties, fields }) {
    const told = (properties ?? {}) as Fields
    for (const field of fieldsOf(fields, told)) {
      if (field !== 'title' && field !== 'locale' && field !== 'timeZone') throw notSimulated(`The field '${field}'`)
      book[field] = String(told[field] ?? '')
    }
  },
  appendDimension(book, { sheetId, dimension, length }) {
    const sheet = sheetAt(book, sheetId ?? 0)
    const more = Number(length ?? 0)
    const isRows = dimension === 'ROWS'
    checkSize(book, sheet, sheet.rowCount + (isRows ? more : 0), sheet.columnCount + (isRows ? 0 : more))
    if (isRows) sheet.rowCount += more
    else sheet.columnCount += more
  },
}

function sheetAt(book: Spreadsheet, id: unknown): Sheet {
  const sheet = book.sheets.find((one) => one.id === id)
  if (!sheet) throw new Refused(400, `No grid with id: ${id}`)
  return sheet
}

function fieldsOf(fields: unknown, told: Fields): string[] {
  if (typeof fields !== 'string' || fields === '')
    throw new Refused(400, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
  return fields === '*' ? Object.keys(told) : fields.split(',').map((field) => field.trim())
}
