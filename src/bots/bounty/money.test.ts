import { expect, test } from 'vitest'
import { money, parseMoney } from './money.ts'
import { parseAssignmentRef, parseTaskRef } from './refs.ts'

test('cents are shown with two digits, always', () => {
  expect([1, 99, 100, 10_000, 123_456_789].map((cents) => money(cents, 'USD'))).toEqual([
    '0.01 USD',
    '0.99 USD',
    '1.00 USD',
    '100.00 USD',
    '1234567.89 USD',
  ])
})

test.each([
  ['100', 10_000],
  ['100.00', 10_000],
  ['100,5', 10_050],
  [' 0.01 ', 1],
  ['1000000.00', 100_000_000],
  ['0.29', 29],
  ['1.005', undefined],
  ['0', undefined],
  ['1000000.01', undefined],
  ['-5', undefined],
  ['1e3', undefined],
  ['$5', undefined],
  ['٣', undefined],
  ['', undefined],
  ['NaN', undefined],
])('"%s" is %s cents', (text, cents) => {
  expect(parseMoney(text)).toBe(cents)
})

test('tasks and assignments are written as people write them', () => {
  expect(['#17', '# 17', '№17'].map(parseTaskRef)).toEqual([17, 17, 17])
  expect(['17', '#0', '#x', '#-1', '#9999999999', '#٣'].map(parseTaskRef)).toEqual(Array(6).fill(undefined))
  expect(['A42', 'a42', '42', 'А42'].map(parseAssignmentRef)).toEqual([42, 42, 42, 42])
  expect(['B42', 'A0', 'A', '', 'A4294967296', 'A4.2'].map(parseAssignmentRef)).toEqual(Array(6).fill(undefined))
})
