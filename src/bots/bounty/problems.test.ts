import { expect, test } from 'vitest'
import bounty from './bot.ts'
import { problemsOf } from './problems.ts'
import type { Settings } from './settings.ts'

const SAFE = { PAYOUT_WEBHOOK_URL: 'https://pay.example.org/payouts', PAYOUT_SIGNING_KEY: 'k'.repeat(32) }
const lines = (settings: Partial<Settings>, environment = 'production') =>
  problemsOf(settings as Settings, environment).map((line) => line.split(' ')[0])

test.each<[string, Partial<Settings>, string[]]>([
  ['a signed receiver behind TLS', {}, []],
  ['one on the same machine', { PAYOUT_WEBHOOK_URL: 'http://127.0.0.1:9000/pay' }, []],
  ['no receiver at all', { PAYOUT_WEBHOOK_URL: undefined, PAYOUT_SIGNING_KEY: undefined }, []],
  ['nothing signed', { PAYOUT_SIGNING_KEY: undefined }, ['PAYOUT_SIGNING_KEY']],
  ['an open line', { PAYOUT_WEBHOOK_URL: 'http://pay.example.org/' }, ['PAYOUT_WEBHOOK_URL']],
  ['a name that only begins alike', { PAYOUT_WEBHOOK_URL: 'http://localhost.evil.org/' }, ['PAYOUT_WEBHOOK_URL']],
  [
    'both',
    { PAYOUT_WEBHOOK_URL: 'http://pay.example.org/', PAYOUT_SIGNING_KEY: undefined },
    ['PAYOUT_WEBHOOK_URL', 'PAYOUT_SIGNING_KEY'],
  ],
])('production with %s: %j → %j', (_, given, expected) => {
  const settings = { ...SAFE, ...given }
  expect(lines(settings)).toEqual(expected)
  expect(lines(settings, 'development')).toEqual([])
  const connect = () => bounty.connect?.({ settings, environment: 'production' } as never)
  if (expected[0]) expect(connect).toThrow(expected[0])
})

test('each line says what to write', () => {
  const [line] = problemsOf({ ...SAFE, PAYOUT_SIGNING_KEY: undefined } as unknown as Settings, 'production')
  expect(line).toContain('Write 32 or more random characters here and at the receiver.')
})
