import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_CENTS } from './money.ts'
import { divided, readShares } from './shares.ts'

const read = (text: string, reward: number) => readShares(text.split(' '), reward)

test('shares are amounts when they sum to the reward, else per cent', () => {
  expect(read('60 40 @bob', 100_00)).toEqual({ cents: [60_00, 40_00], people: ['@bob'] })
  expect(read('60 40 @bob', 250_00)).toEqual({ cents: [150_00, 100_00], people: ['@bob'] })
  expect(read('150.00 99,99 0.01 bob A7', 250_00)).toEqual({ cents: [150_00, 99_99, 1], people: ['bob', 'A7'] })
  expect(read('33% 33% 34% bob eve', 1_01)).toEqual({ cents: [33, 33, 35], people: ['bob', 'eve'] })
  expect(read('50 50 bob', 1_01)).toEqual({ cents: [51, 50], people: ['bob'] })
})

test.each([
  ['60', 'unread'],
  ['', 'unread'],
  ['60 bob', 'unread'],
  ['bob 60 40', 'unread'],
  ['60% 40 bob', 'unread'],
  ['20 20 20 20 10 10 a b c d e', 'unread'],
  ['-60 160 bob', 'unread'],
  ['٦٠ ٤٠ bob', 'unread'],
  ['60 40', 'count'],
  ['60 40 bob eve', 'count'],
  ['60 30 bob', 'sum'],
  ['60 40.01 bob', 'sum'],
  ['0 0 bob', 'sum'],
  ['99999999999999999999 1 bob', 'unread'],
  ['0 100 bob', 'nothing'],
])('"%s" of 100.00 is refused: %s', (text, kind) => {
  expect(read(text, 100_00)).toMatchObject({ kind })
})

test('whatever the reward and the proportions, the shares sum to it to the cent and none is below what it was due by a cent', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST_CENTS }), parts, (cents, given) => {
      const shares = divided(cents, given)
      const sum = given.reduce((all, one) => all + one, 0)
      expect(shares.reduce((all, one) => all + one, 0)).toBe(cents)
      for (const [index, share] of shares.entries()) {
        expect(Number.isInteger(share)).toBe(true)
        expect(Math.abs(share - (cents * given[index]!) / sum)).toBeLessThan(1)
      }
    }),
  )
})
