import { expect, test } from 'vitest'
import { LANGUAGES } from '#platform/bot.ts'
import { countriesLike, countryName, isCountry, parseCountry } from './countries.ts'

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const codes = LETTERS.flatMap((one) => LETTERS.map((other) => one + other)).filter(isCountry)

test('every country has a name in each language, and the name, however it is written, means the country', () => {
  expect(codes).toHaveLength(249)
  for (const code of codes) {
    expect(parseCountry(code.toLowerCase())).toBe(code)
    for (const language of LANGUAGES) {
      const { text } = countryName(code).in(language)
      expect(text, code).not.toBe(code)
      expect(parseCountry(` ${text.toUpperCase()} `), text).toBe(code)
    }
  }
})

test.each([
  ['USA', undefined],
  ['США', 'US'],
  ['uk', 'GB'],
  ['Great Britain', undefined],
  ['Україна', 'UA'],
  ['Украина', 'UA'],
  ['XX', undefined],
  ['EU', undefined],
  ['', undefined],
  ['<b>', undefined],
  ['٣', undefined],
])('%j means %j', (text, code) => {
  expect(parseCountry(text)).toBe(code)
})

test('part of a name offers what it may be, when that is few', () => {
  expect(countriesLike('united', 6).sort()).toEqual(['AE', 'GB', 'US'])
  expect(countriesLike('a', 6)).toEqual([])
  expect(countriesLike('остров', 6)).toEqual([])
  expect(countriesLike('atlantis', 6)).toEqual([])
})
