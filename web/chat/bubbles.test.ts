import type { Message } from '@grammyjs/types'
import { expect, test } from 'vitest'
import { bubbles } from './bubbles.ts'
import type { Entry } from './types.ts'

const day = (date: number) => String(Math.floor(date / 86_400))

const said = (from: number, date: number, album?: string): Entry => ({
  outgoing: false,
  edited: false,
  message: {
    message_id: date,
    date,
    from: { id: from, is_bot: false, first_name: 'Ann' },
    chat: { id: 1, type: 'private', first_name: 'Ann' },
    text: 'hello',
    ...(album === undefined ? {} : { media_group_id: album }),
  } as Message,
})

const shape = (entries: Entry[]) =>
  bubbles(entries, day).map(({ first, last, entries }) => `${first ? '<' : ''}${entries.length}${last ? '>' : ''}`)

test('one sender within five minutes is one run, with its tail on the last', () => {
  expect(shape([said(1, 0), said(1, 200), said(1, 400)])).toEqual(['<1', '1', '1>'])
})

test('another sender or a longer pause begins a new run', () => {
  expect(shape([said(1, 0), said(2, 1), said(2, 302)])).toEqual(['<1>', '<1>', '<1>'])
})

test('midnight parts a run and draws a day line', () => {
  const night = [said(1, 86_399), said(1, 86_401)]
  expect(shape(night)).toEqual(['<1>', '<1>'])
  expect(bubbles(night, day).map((bubble) => bubble.newDay)).toEqual([true, true])
})

test('an album is one bubble', () => {
  expect(shape([said(1, 0, 'a'), said(1, 0, 'a'), said(1, 1, 'b')])).toEqual(['<2', '1>'])
})
