import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bold, fmt, italic, join, link, type Part, type Rich, resolve, split } from './text.ts'
import { plural, texts } from './texts.ts'

test('names from outside are text, never markup', () => {
  const rich = resolve(
    fmt`Hi ${bold('<b>*_[x](y)')}, see ${link('here', 'https://example.org')} or ${link('there', 'javascript:alert(1)')}`,
    'en',
  )
  expect(rich.text).toBe('Hi <b>*_[x](y), see here or there')
  expect(rich.entities).toEqual([
    { type: 'bold', offset: 3, length: 11 },
    { type: 'text_link', offset: 20, length: 4, url: 'https://example.org' },
  ])
})

test('phrases inside phrases speak the reader’s language', () => {
  const say = texts({
    en: { bread: 'bread', want: (what: Part) => fmt`I want ${bold(what)}` },
    uk: { bread: 'хліб', want: (what) => fmt`Хочу ${bold(what)}` },
    ru: { bread: 'хлеб', want: (what) => fmt`Хочу ${bold(what)}` },
  })
  expect(resolve(say.want(say.bread), 'uk')).toEqual({
    text: 'Хочу хліб',
    entities: [{ type: 'bold', offset: 5, length: 4 }],
  })
  const forms = { one: 'завдання', few: 'завдання', many: 'завдань', other: 'завдання' }
  expect([1, 2, 5, 11, 21].map((count) => plural('uk', count, forms))).toEqual([
    'завдання',
    'завдання',
    'завдань',
    'завдань',
    'завдання',
  ])
})

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'grapheme', minLength: 1 }).map(bold),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => italic(fmt`${text} and ${bold(text)}`)),
)

test('entities always lie inside their text and cover what was styled', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const rich = resolve(join(parts), 'en')
      for (const { offset, length } of rich.entities) {
        expect(offset).toBeGreaterThanOrEqual(0)
        expect(length).toBeGreaterThan(0)
        expect(offset + length).toBeLessThanOrEqual(rich.text.length)
      }
    }),
  )
})

test('splitting loses no letter, no style, no surrogate, and no piece is too long', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 4, max: 50 }), (parts, limit) => {
      const rich = resolve(join(parts, ' '), 'en')
      const pieces = split(rich, limit)
      const letters = (text: string) => text.replaceAll(/\s/g, '')
      expect(letters(pieces.map((piece) => piece.text).join(''))).toBe(letters(rich.text))
      expect(styledLetters(pieces)).toBe(styledLetters([rich]))
      for (const piece of pieces) {
        expect(piece.text.length).toBeLessThanOrEqual(limit)
        expect(piece.text.isWellFormed()).toBe(rich.text.isWellFormed())
      }
    }),
  )
})

const styledLetters = (pieces: readonly Rich[]) =>
  ['bold', 'italic']
    .map((style) =>
      pieces
        .flatMap(({ text, entities }) =>
          entities
            .filter(({ type }) => type === style)
            .map(({ offset, length }) => text.slice(offset, offset + length)),
        )
        .join('')
        .replaceAll(/\s/g, ''),
    )
    .join('|')
