import { expect, test } from 'vitest'
import { pairs } from './pairs.ts'

const at = (second: number) => `2026-11-21T12:00:0${second}.000Z`
const update = (id: number, second: number, content: object, bot = 1) => ({
  id,
  at: at(second),
  bot,
  update_id: 100 + id,
  update: { update_id: 100 + id, ...content },
  delivery: 'delivered' as const,
  attempts: 1,
})
const call = (id: number, second: number, request: object, bot = 1) => ({
  id,
  at: at(second),
  bot,
  method: 'sendMessage',
  request,
})
const said = (chat: number) => ({ message: { chat: { id: chat }, from: { id: chat } } })

test('a call follows the newest update of its own chat and bot before it, and a press its own', () => {
  const found = pairs({
    updates: [
      update(4, 6, { callback_query: { id: 'p', from: { id: 7 }, message: { chat: { id: 7 } } } }),
      update(3, 3, said(8)),
      update(2, 2, said(7), 2),
      update(1, 1, said(7)),
    ],
    calls: [
      call(15, 7, { callback_query_id: 'p' }),
      call(14, 5, { chat_id: '9' }),
      call(13, 4, { chat_id: '7' }),
      call(12, 4, { chat_id: 8 }),
      call(11, 0, { chat_id: '7' }),
    ],
  })
  expect(Object.fromEntries(found)).toEqual({ 12: 103, 13: 101, 15: 104 })
})
