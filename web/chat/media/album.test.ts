import fc from 'fast-check'
import { expect, test } from 'vitest'
import { albumLayout, type Box } from './album.ts'

const overlap = (a: Box, b: Box) =>
  Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left) > 0.01 &&
  Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top) > 0.01

test('any album fills its box: every picture stands in it, none over another, nothing is left free', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.05, max: 20, noNaN: true }), { minLength: 1, maxLength: 10 }), (ratios) => {
      const { boxes, height } = albumLayout(ratios)
      expect(boxes).toHaveLength(ratios.length)
      const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0)
      expect(area).toBeCloseTo(100 * height, 3)
      for (const [i, box] of boxes.entries()) {
        expect(box.width).toBeGreaterThan(5)
        expect(box.left + box.width).toBeLessThan(100.001)
        expect(box.top + box.height).toBeLessThan(height + 0.001)
        for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false)
      }
    }),
  )
})

test.each([
  ['two wide ones', [1.8, 1.8], [1, 1]],
  ['two upright ones', [0.7, 0.7], [2]],
  ['a wide one and two others', [1.6, 1, 1], [1, 2]],
  ['a wide one and three others', [1.6, 1, 1, 1], [1, 3]],
])('%s stand in rows of %j', (_, ratios, rows) => {
  const tops = albumLayout(ratios).boxes.map(({ top }) => Math.round(top))
  expect([...new Set(tops)].map((top) => tops.filter((one) => one === top).length)).toEqual(rows)
})

test('beside a tall one the others stand one above another', () => {
  const [first, ...others] = albumLayout([0.6, 1, 1]).boxes
  expect(others.every((box) => box.left === first?.width)).toBe(true)
})
