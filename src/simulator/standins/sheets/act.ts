import { appendValues } from './append-values.ts'
import type { Spreadsheet } from './book.ts'
import { bookJson } from './book-json.ts'
import { changeBook } from './change-book.ts'
import type { Fields } from './choices.ts'
import { batchClear, clearValues } from './clear-values.ts'
import { createBook } from './create-book.ts'
import { noPermission, notFound, Refused } from './errors.ts'
import type { Operation } from './operations.ts'
import { batchGet, getValues } from './read-values.ts'
import { batchUpdateValues, updateValues } from './write-values.ts'

/** Does what a request asks of the spreadsheets; `url` is where they can be looked at. */
export function act(
  books: Spreadsheet[],
  url: string,
  operation: Operation,
  params: URLSearchParams,
  body: Fields,
): unknown {
  if (operation.name === 'create') return created(books, url, body)
  const book = bookAt(books, operation.spreadsheet)
  const range = operation.range ?? ''
  switch (operation.name) {
    case 'get':
      if (params.get('includeGridData') === 'true')
        throw new Refused(501, 'includeGridData is not simulated by this stand-in; read the values instead.')
      return bookJson(book, url)
    case 'batchUpdate':
      return changed(books, url, book, body)
    case 'values.get':
      return getValues(book, range, params)
    case 'values.batchGet':
      return batchGet(book, params)
    case 'values.update':
      return updateValues(book, range, params, body)
    case 'values.batchUpdate':
      return batchUpdateValues(book, body)
    case 'values.append':
      return appendValues(book, range, params, body)
    case 'values.clear':
      return clearValues(book, range)
    case 'values.batchClear':
      return batchClear(book, body)
  }
}

function created(books: Spreadsheet[], url: string, body: Fields) {
  const book = createBook(`simulated-spreadsheet-${books.length + 1}`, body)
  books.push(book)
  return bookJson(book, url)
}

function changed(books: Spreadsheet[], url: string, old: Spreadsheet, body: Fields) {
  const { book, replies } = changeBook(old, body)
  books[books.indexOf(old)] = book
  const isWanted = body.includeSpreadsheetInResponse === true
  return {
    spreadsheetId: book.id,
    replies,
    ...(isWanted ? { updatedSpreadsheet: bookJson(book, url) } : {}),
  }
}

function bookAt(books: Spreadsheet[], id: string): Spreadsheet {
  const book = books.find((one) => one.id === id)
  if (!book) throw notFound()
  if (!book.shared) throw noPermission()
  return book
}
