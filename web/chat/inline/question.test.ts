import { expect, test } from 'vitest'
import type { Bot } from '../types.ts'
import { questionIn } from './question.ts'

const bot = (username: string, inline: boolean): Bot => ({
  id: 1,
  username,
  first_name: username,
  about: '',
  built: true,
  commands: [],
  inline,
})
const bots = [bot('gif_bot', true), bot('plain_bot', false)]

test.each([
  ['@gif_bot cats', 'cats'],
  ['@GIF_bot ', ''],
  ['@gif_bot', undefined],
  ['@plain_bot cats', undefined],
  ['say @gif_bot cats', undefined],
  ['@gif_bot two\nlines', undefined],
])('%j asks %j', (text, query) => {
  expect(questionIn(text, bots)?.query).toBe(query)
})
