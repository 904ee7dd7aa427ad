import type { MessageEntity } from '@grammyjs/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ApiError } from '../api/errors.ts'
import { finished, formatted } from './format.ts'
import { endOf, SPLITTABLE } from './parsed.ts'

const piece = fc.constantFrom(
  ...['a', 'Ж', '😀', '_', '*', '__', '~', '||', '`', '```', '[', '](http://x.org)', '![', '\\', '>', '\n', '\r', ' '],
  ...['<b>', '</b>', '<i>', '</i>', '<a href="x.org">', '</a>', '<blockquote expandable>', '</blockquote>', '<pre>'],
  ...[
    '</pre>',
    '<code class="language-x">',
    '</code>',
    '</>',
    '&lt;',
    '&#128512;',
    '.',
    '@abcd',
    '#tag',
    '/go',
    '$USD',
  ],
  ...['x.org/a(b)', 'a@b.org', 'http://', '+380501234567', '4111111111111111', '\u200f', '\u030a', 'https://y.io'],
)
const source = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''))
const runs = { numRuns: 3000 }

/** Entities lie on whole characters within the text and nest; the text is what a client may show. */
function isSound({ text, entities }: { text: string; entities: MessageEntity[] }) {
  expect(text).toBe(text.trimEnd())
  expect(text).not.toMatch(/\r/)
  for (const entity of entities) {
    expect(entity.length).toBeGreaterThan(0)
    expect(endOf(entity)).toBeLessThanOrEqual(text.length)
    expect(text.slice(entity.offset, endOf(entity)).isWellFormed()).toBe(true)
  }
  for (const [i, a] of entities.entries())
    for (const b of entities.slice(i + 1)) expect(endOf(a) <= b.offset || endOf(b) <= endOf(a)).toBe(true)
}

test.each(['HTML', 'MarkdownV2', 'Markdown', ''])('%s: any source gives sound entities or a refusal', (mode) => {
  fc.assert(
    fc.property(source, (text) => {
      try {
        isSound(formatted(text, mode, undefined))
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        expect(error.code).toBe(400)
      }
    }),
    runs,
  )
})

const words = fc
  .array(fc.constantFrom('a', 'Жb', '😀', ' ', 'c'), { minLength: 1, maxLength: 12 })
  .map((w) => w.join(''))
const types = [...SPLITTABLE, 'code', 'pre', 'blockquote', 'expandable_blockquote'] as const
const drawn = fc.record({ type: fc.constantFrom(...types), from: fc.nat(20), size: fc.nat(20) })

const aText = fc.tuple(words, fc.array(drawn, { maxLength: 8 })).map(([text, spans]) => {
  const borders = [0]
  for (const c of text) borders.push((borders.at(-1) as number) + c.length)
  const entities = spans.map(({ type, from, size }) => {
    const begin = from % borders.length
    const end = begin + (size % (borders.length - begin))
    const offset = borders[begin] as number
    return { type, offset, length: (borders[end] as number) - offset } as MessageEntity
  })
  return { text, entities }
})

test('given entities, however they overlap, come out sound, and once more unchanged', () => {
  fc.assert(
    fc.property(aText, (given) => {
      const once = finished(given)
      isSound(once)
      expect(finished(once)).toEqual(once)
    }),
    runs,
  )
})

const TAG: Record<string, [string, string]> = {
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  underline: ['<u>', '</u>'],
  strikethrough: ['<s>', '</s>'],
  spoiler: ['<tg-spoiler>', '</tg-spoiler>'],
  code: ['<code>', '</code>'],
  pre: ['<pre>', '</pre>'],
  blockquote: ['<blockquote>', '</blockquote>'],
  expandable_blockquote: ['<blockquote expandable>', '</blockquote>'],
}
/** Without `_`: three of them in a row can be read in two ways. */
const MARK: Record<string, string> = { bold: '*', strikethrough: '~', spoiler: '||', code: '`' }

/** Writes nested entities with a mark before and after each. */
function written(text: string, entities: MessageEntity[], marks: (type: string) => [string, string]) {
  const open: MessageEntity[] = []
  let result = ''
  let next = 0
  for (let at = 0; at <= text.length; at++) {
    for (let top = open.at(-1); top && endOf(top) === at; top = open.at(-1)) result += marks(open.pop()!.type)[1]
    for (let entity = entities[next]; entity?.offset === at; entity = entities[++next]) {
      open.push(entity)
      result += marks(entity.type)[0]
    }
    result += text[at] ?? ''
  }
  return result
}

test('what is written as HTML is read again as it was', () => {
  fc.assert(
    fc.property(aText, (given) => {
      const clean = finished(given)
      const html = written(clean.text, clean.entities, (type) => TAG[type] as [string, string])
      expect(formatted(html, 'HTML', undefined)).toEqual(clean)
    }),
    runs,
  )
})

test('what is written as MarkdownV2 is read again as it was', () => {
  fc.assert(
    fc.property(aText, (given) => {
      const clean = finished({ ...given, entities: given.entities.filter(({ type }) => type in MARK) })
      const markdown = written(clean.text, clean.entities, (type) => [MARK[type] ?? '', MARK[type] ?? ''])
      expect(formatted(markdown, 'MarkdownV2', undefined)).toEqual(clean)
    }),
    runs,
  )
})
