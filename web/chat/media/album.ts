/** Where the pictures of an album stand: rows that fill the width, each picture as little cut as may be. */

export type Box = { left: number; top: number; width: number; height: number }
export type Layout = { boxes: Box[]; height: number }

const WIDTH = 100
/** The tallest album, as a share of its width. */
const TALLEST = 125
const EXTREMES = [0.55, 2.4] as const

/** `ratios` are width by height; boxes and height are in hundredths of the width. */
export function albumLayout(ratios: readonly number[]): Layout {
  const shapes = ratios.map((ratio) => Math.min(EXTREMES[1], Math.max(EXTREMES[0], ratio > 0 ? ratio : 1)))
  if (shapes.length === 0) return { boxes: [], height: 0 }
  const first = shapes[0] ?? 1
  const beside = shapes.length >= 2 && shapes.length <= 4 && first < 0.9
  if (beside && shapes.length > 2) return firstBeside(shapes)
  return inRows(shapes, bestRows(shapes))
}

/** A tall first picture stands on the left, the others one above another on its right. */
function firstBeside([first = 1, ...others]: number[]): Layout {
  const column = 1 / others.reduce((sum, ratio) => sum + 1 / ratio, 0)
  const height = Math.min(TALLEST, Math.max(60, WIDTH / (first + column)))
  const left = Math.min(70, Math.max(45, height * first))
  const total = others.reduce((sum, ratio) => sum + 1 / ratio, 0)
  let top = 0
  const boxes: Box[] = [{ left: 0, top: 0, width: left, height }]
  for (const ratio of others) {
    const share = (height * (1 / ratio)) / total
    boxes.push({ left, top, width: WIDTH - left, height: share })
    top += share
  }
  return { boxes, height }
}

/** How many pictures each row has. */
function bestRows(shapes: readonly number[]): number[] {
  const count = shapes.length
  const [first = 1, second = 1] = shapes
  if (count === 1) return [1]
  if (count === 2) return first > 1.4 && second > 1.4 ? [1, 1] : [2]
  if (count <= 4 && first >= 1.1) return [1, count - 1]
  let best: number[] = [count]
  let least = Number.POSITIVE_INFINITY
  for (const rows of partitions(count)) {
    const cost = costOf(shapes, rows)
    if (cost < least) [best, least] = [rows, cost]
  }
  return best
}

function costOf(shapes: readonly number[], rows: readonly number[]): number {
  const heights = rowHeights(shapes, rows)
  const whole = heights.reduce((sum, height) => sum + height, 0)
  const uneven = heights.reduce((sum, height) => sum + (height - whole / heights.length) ** 2, 0)
  return Math.abs(whole - 95) * 3 + uneven / 20 + Math.max(0, whole - TALLEST) * 10
}

function inRows(shapes: readonly number[], rows: readonly number[]): Layout {
  const heights = rowHeights(shapes, rows)
  const whole = heights.reduce((sum, height) => sum + height, 0)
  const squeeze = Math.min(1, TALLEST / whole)
  const boxes: Box[] = []
  let at = 0
  let top = 0
  for (const [row, count] of rows.entries()) {
    const mine = shapes.slice(at, at + count)
    const sum = mine.reduce((total, ratio) => total + ratio, 0)
    const height = (heights[row] ?? 0) * squeeze
    let left = 0
    for (const ratio of mine) {
      const width = (WIDTH * ratio) / sum
      boxes.push({ left, top, width, height })
      left += width
    }
    at += count
    top += height
  }
  return { boxes, height: top }
}

function rowHeights(shapes: readonly number[], rows: readonly number[]): number[] {
  let at = 0
  return rows.map((count) => {
    const sum = shapes.slice(at, at + count).reduce((total, ratio) => total + ratio, 0)
    at += count
    return WIDTH / sum
  })
}

/** All ways to put pictures into rows of two to four; one alone only where nothing else is left. */
function partitions(count: number): number[][] {
  if (count === 0) return [[]]
  return [1, 2, 3, 4]
    .filter((size) => size <= count)
    .flatMap((size) => partitions(count - size).map((rest) => [size, ...rest]))
}
