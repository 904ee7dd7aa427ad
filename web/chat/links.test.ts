import { expect, test } from 'vitest'
import { targetOf } from './links.ts'
import type { Bot } from './types.ts'

const bounty: Bot = { id: 7, username: 'our_bounty_bot', first_name: 'Bounty', about: '', built: true, commands: [] }

test('a deep link to one of our bots opens its chat with the start word typed', () => {
  expect(targetOf('https://t.me/Our_Bounty_Bot?start=A42', [bounty])).toEqual({
    kind: 'bot',
    bot: 7,
    text: '/start A42',
  })
  expect(targetOf('t.me/our_bounty_bot', [bounty])).toEqual({ kind: 'bot', bot: 7, text: undefined })
})

test('a bot we do not have is a page like any other', () => {
  expect(targetOf('https://t.me/somebody_bot', [bounty])).toMatchObject({ kind: 'page', host: 't.me' })
})

test('what is no web address leads nowhere', () => {
  expect(targetOf('javascript:alert(1)//t.me/our_bounty_bot', [bounty])).toBeUndefined()
})
