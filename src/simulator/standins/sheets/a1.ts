import type { Box, Sheet, Spreadsheet } from './book.ts'
import { Refused, unparsable } from './errors.ts'

/** A range as it was asked for: its sheet, and its box with what is open filled up to the grid's edge. */
export interface Range {
  sheet: Sheet
  box: Box
  /** One cell: where writing begins, not where it ends. */
  isPoint: boolean
}

const CELLS = /^\$?([A-Za-z]{1,3})?\$?(\d{1,8})?(:)?\$?([A-Za-z]{1,3})?\$?(\d{1,8})?$/

/** `Sheet1!A1:B2`, `'My sheet'!A:C`, `Sheet1!5:9`, `A5:A`, `Sheet1`. */
export function parseRange(book: Spreadsheet, text: string): Range {
  const titled = book.sheets.find(({ title }) => title === text || quoted(title) === text)
  if (titled)
    return {
      sheet: titled,
      box: { top: 0, left: 0, bottom: titled.rowCount, right: titled.columnCount },
      isPoint: false,
    }
  const [, name, cells = ''] = /^(?:('(?:[^']|'')*'|[^!']+)!)?([^!']+)$/.exec(text) ?? []
  const title = name?.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name
  const sheet = title === undefined ? book.sheets[0] : book.sheets.find((one) => one.title === title)
  if (!sheet) throw unparsable(text)
  return inGrid({ sheet, ...parseCells(cells, sheet, text) })
}

function parseCells(cells: string, sheet: Sheet, text: string): { box: Box; isPoint: boolean } {
  const [, left, top, colon, right, bottom] = CELLS.exec(cells) ?? []
  const isPoint = colon === undefined
  const isWhole = isPoint ? left && top && !right && !bottom : (left || top) && (right || bottom)
  if (!isWhole || top === '0' || bottom === '0') throw unparsable(text)
  if (isPoint) {
    const box = { top: Number(top) - 1, left: column(left), bottom: Number(top), right: column(left) + 1 }
    return { box, isPoint }
  }
  const [firstColumn, lastColumn] = ordered(
    left ? column(left) : 0,
    right ? column(right) : sheet.columnCount - 1,
    left && right,
  )
  const [firstRow, lastRow] = ordered(
    top ? Number(top) - 1 : 0,
    bottom ? Number(bottom) - 1 : sheet.rowCount - 1,
    top && bottom,
  )
  return { box: { top: firstRow, left: firstColumn, bottom: lastRow + 1, right: lastColumn + 1 }, isPoint: false }
}

/** Corners may be given the wrong way round; an open side has no other way. */
const ordered = (one: number, other: number, both: unknown): [number, number] =>
  both && other < one ? [other, one] : [one, Math.max(one, other)]

/** A range that begins outside the grid is refused, one that ends there is cut. */
function inGrid({ sheet, box, isPoint }: Range): Range {
  const { rowCount, columnCount } = sheet
  if (box.top >= rowCount || box.left >= columnCount)
    throw new Refused(
      400,
      `Range (${writeRange(sheet, box)}) exceeds grid limits. Max rows: ${rowCount}, max columns: ${columnCount}`,
    )
  const cut = { ...box, bottom: Math.min(box.bottom, rowCount), right: Math.min(box.right, columnCount) }
  return { sheet, box: cut, isPoint }
}

/** `Sheet1!A1:B2`, or `Sheet1!A1` for a single cell. */
export function writeRange({ title }: Pick<Sheet, 'title'>, { top, left, bottom, right }: Box): string {
  const first = `${letters(left)}${top + 1}`
  const last = `${letters(right - 1)}${bottom}`
  return `${isPlain(title) ? title : quoted(title)}!${first === last ? first : `${first}:${last}`}`
}

const quoted = (title: string) => `'${title.replaceAll("'", "''")}'`
const isPlain = (title: string) => /^[A-Za-z_]\w*$/.test(title) && !/^[A-Za-z]{1,3}\d+$/.test(title)

export function letters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

const column = (name: string | undefined) =>
  [...(name ?? '').toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
