import { expect, test } from 'vitest'
import { askedOf } from './asked.ts'

const exchange = (path: string, asked: unknown) => ({
  at: '',
  method: 'POST',
  path,
  status: 200,
  asked,
  answered: null,
})

test.each([
  [
    {
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hello' },
      ],
    },
    'Hello · /v1/x',
  ],
  [
    {
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Look' }] },
        { role: 'tool', content: 'done' },
      ],
    },
    'Look · /v1/x',
  ],
  [{ input: 'near or far' }, 'near or far · /v1/x'],
  [{ input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }] }, 'Hi · /v1/x'],
  [{ model: 'whisper-1', file: 'voice.ogg, 120 bytes' }, 'voice.ogg, 120 bytes · /v1/x'],
  [{ input: [[1, 2]] }, '/v1/x'],
  ['no JSON', '/v1/x'],
  [null, '/v1/x'],
])('a request is told by its last words: %j', (asked, told) => {
  expect(askedOf(exchange('/v1/x', asked))).toBe(told)
})
