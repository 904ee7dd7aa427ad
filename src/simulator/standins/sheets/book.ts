/** A cell as it is kept. */
export interface Cell {
  value: string | number | boolean
  /** As it is shown, when that is not the value itself. */
  shown?: string
  kind?: 'formula' | 'date'
}

export interface Sheet {
  id: number
  title: string
  rowCount: number
  columnCount: number
  /** What else updateSheetProperties has set: frozen rows, hidden and so on. */
  more: Record<string, unknown>
  grid: Record<string, unknown>
  rows: (Cell | null)[][]
}

export interface Spreadsheet {
  id: string
  title: string
  locale: string
  timeZone: string
  /** Whether the service account may see it. */
  shared: boolean
  sheets: Sheet[]
}

/** A rectangle of a sheet, from 0, the ends excluded. */
export interface Box {
  top: number
  left: number
  bottom: number
  right: number
}

export const newSheet = (id: number, title: string): Sheet => ({
  id,
  title,
  rowCount: 1000,
  columnCount: 26,
  more: {},
  grid: {},
  rows: [],
})

export const cellAt = (sheet: Sheet, row: number, column: number): Cell | null => sheet.rows[row]?.[column] ?? null

export function setCell(sheet: Sheet, row: number, column: number, cell: Cell | null) {
  while (sheet.rows.length <= row) sheet.rows.push([])
  const line = sheet.rows[row]!
  while (line.length <= column) line.push(null)
  line[column] = cell
}
