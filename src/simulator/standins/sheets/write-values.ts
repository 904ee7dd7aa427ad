import { parseRange, writeRange } from './a1.ts'
import type { Spreadsheet } from './book.ts'
import { type Fields, inputOf, inQuery, wanted } from './choices.ts'
import { Refused } from './errors.ts'
import { planned, told, write } from './plan-write.ts'

/** spreadsheets.values.update */
export function updateValues(book: Spreadsheet, range: string, params: URLSearchParams, body: Fields) {
  const get = inQuery(params)
  const input = inputOf(get('valueInputOption'))
  if (typeof body.range === 'string' && writeOf(book, body.range) !== writeOf(book, range))
    throw new Refused(400, `Requested range [${range}] does not match the range in the body [${body.range}]`)
  const plan = planned(parseRange(book, range), body, input)
  write(plan)
  return told(book, plan, wanted(get))
}

function writeOf(book: Spreadsheet, range: string): string {
  const { sheet, box } = parseRange(book, range)
  return writeRange(sheet, box)
}

/** spreadsheets.values.batchUpdate: all of it or nothing. */
export function batchUpdateValues(book: Spreadsheet, body: Fields) {
  const input = inputOf(body.valueInputOption)
  const plans = ((body.data as Fields[] | undefined) ?? []).map((one, index) => {
    try {
      return planned(parseRange(book, String(one.range ?? '')), one, input)
    } catch (error) {
      throw error instanceof Refused ? error.within(`data[${index}]`) : error
    }
  })
  for (const plan of plans) write(plan)
  const responses = plans.map((plan) =>
    told(
      book,
      plan,
      wanted((name) => body[name]),
    ),
  )
  const sum = (count: (one: (typeof responses)[number]) => number) =>
    responses.reduce((all, one) => all + count(one), 0)
  return {
    spreadsheetId: book.id,
    totalUpdatedRows: sum(({ updatedRows }) => updatedRows),
    totalUpdatedColumns: sum(({ updatedColumns }) => updatedColumns),
    totalUpdatedCells: sum(({ updatedCells }) => updatedCells),
    totalUpdatedSheets: new Set(plans.map(({ sheet }) => sheet.id)).size,
    responses,
  }
}
