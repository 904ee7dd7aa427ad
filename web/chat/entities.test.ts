import type { MessageEntity } from '@grammyjs/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plain, richText, safeUrl, withoutBlockBreaks } from './entities.ts'

const bold = (offset: number, length: number): MessageEntity => ({ type: 'bold', offset, length })
const italic = (offset: number, length: number): MessageEntity => ({ type: 'italic', offset, length })

test('a bold word is bold and its neighbours are not', () => {
  expect(richText('pay Ann now', [bold(4, 3)])).toEqual(['pay ', { entity: bold(4, 3), children: ['Ann'] }, ' now'])
})

test('offsets count UTF-16 units, so an emoji before the word takes two', () => {
  expect(richText('🎉 done', [bold(3, 4)])).toEqual(['🎉 ', { entity: bold(3, 4), children: ['done'] }])
})

test('italic inside bold stays inside, whichever comes first in the list', () => {
  const tree = [{ entity: bold(0, 5), children: ['a ', { entity: italic(2, 1), children: ['b'] }, ' c'] }]
  expect(richText('a b c', [bold(0, 5), italic(2, 1)])).toEqual(tree)
  expect(richText('a b c', [italic(2, 1), bold(0, 5)])).toEqual(tree)
})

test('entities that overlap across each other are cut, not lost', () => {
  expect(richText('abcd', [bold(0, 3), italic(2, 2)])).toEqual([
    { entity: bold(0, 3), children: ['ab', { entity: italic(2, 2), children: ['c'] }] },
    { entity: italic(2, 2), children: ['d'] },
  ])
})

test('whatever the entities are, every character is shown once and in order', () => {
  const entity = fc.record({ type: fc.constant('bold' as const), offset: fc.integer(), length: fc.integer() })
  const near = fc.record({
    type: fc.constant('italic' as const),
    offset: fc.integer({ min: -2, max: 30 }),
    length: fc.integer({ min: -2, max: 30 }),
  })
  const text = fc.string({ unit: 'grapheme', maxLength: 25 })
  fc.assert(
    fc.property(text, fc.array(fc.oneof(near, entity), { maxLength: 6 }), (text, entities) => {
      expect(plain(richText(text, entities))).toBe(text)
    }),
  )
})

test('the line breaks that part a block of code from its neighbours are not shown twice', () => {
  const pre: MessageEntity = { type: 'pre', offset: 4, length: 4 }
  expect(withoutBlockBreaks(richText('run\ncode\n\nend', [pre]))).toEqual([
    'run',
    { entity: pre, children: ['code'] },
    '\nend',
  ])
})

test('an emoji is never cut in two', () => {
  expect(richText('😀', [bold(0, 1)])).toEqual([{ entity: bold(0, 1), children: ['😀'] }])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'tg://user?id=1',
  'file:///etc/passwd',
  ' javascript:x',
  'http://',
])('%s is not made a link', (url) => {
  expect(safeUrl(url)).toBeUndefined()
})

test('a bare domain is opened over https', () => {
  expect(safeUrl('example.org/a b')).toBe('https://example.org/a%20b')
})
