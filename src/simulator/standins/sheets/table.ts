import { type Box, cellAt, type Sheet } from './book.ts'

/** The last table that the range touches: a block of cells with empty ones all around it. */
export function tableIn(sheet: Sheet, range: Box): Box | undefined {
  for (let row = Math.min(range.bottom, sheet.rows.length) - 1; row >= range.top; row--) {
    const line = sheet.rows[row] ?? []
    const column = line.findIndex((cell, at) => cell !== null && at >= range.left && at < range.right)
    if (column >= 0) return blockAround(sheet, row, column)
  }
  return undefined
}

/** Grows in every direction for as long as something stands at its edge. */
function blockAround(sheet: Sheet, row: number, column: number): Box {
  const box = { top: row, left: column, bottom: row + 1, right: column + 1 }
  for (let before = ''; before !== JSON.stringify(box); ) {
    before = JSON.stringify(box)
    while (rowHas(sheet, box.top - 1, box)) box.top--
    while (rowHas(sheet, box.bottom, box)) box.bottom++
    while (columnHas(sheet, box.left - 1, box)) box.left--
    while (columnHas(sheet, box.right, box)) box.right++
  }
  return box
}

/** Something in this row, from one column before the box to one behind it. */
function rowHas(sheet: Sheet, row: number, { left, right }: Box): boolean {
  for (let column = left - 1; column <= right; column++) if (cellAt(sheet, row, column)) return true
  return false
}

function columnHas(sheet: Sheet, column: number, { top, bottom }: Box): boolean {
  for (let row = top - 1; row <= bottom; row++) if (cellAt(sheet, row, column)) return true
  return false
}
