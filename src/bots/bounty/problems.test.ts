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
  [
    'two ways out',
    { STRIPE_SECRET_KEY: 'sk_live_12345678', STRIPE_API_URL: 'https://api.stripe.com' },
    ['STRIPE_SECRET_KEY'],
  ],
])('production with %s: %j → %j', (_, given, expected) => {
  const settings = { ...SAFE, ...given }
  expect(lines(settings)).toEqual(expected)
  if (!settings.STRIPE_SECRET_KEY) expect(lines(settings, 'development')).toEqual([])
  const connect = () => bounty.connect?.({ settings, environment: 'production' } as never)
  if (expected[0]) expect(connect).toThrow(expected[0])
})

test('a key of Stripe fits its place, and goes over a safe line', () => {
  const stripe = (key: string, environment: string, url = 'https://api.stripe.com') =>
    problemsOf({ STRIPE_SECRET_KEY: key, STRIPE_API_URL: url } as Settings, environment).join()
  expect(stripe('sk_live_12345678', 'production')).toBe('')
  expect(stripe('sk_test_12345678', 'development')).toBe('')
  expect(stripe('sk_test_12345678', 'production')).toContain('Write a live one.')
  expect(stripe('rk_live_12345678', 'development')).toContain('would move real money')
  expect(stripe('sk_live_12345678', 'production', 'http://stripe.example.org')).toContain('STRIPE_API_URL must begin')
})

test('rules about payees that nobody would be asked for are refused', () => {
  const rules = { PAYEE_COUNTRIES: [], PAYEE_COUNTRIES_BLOCKED: ['DE'] } as Partial<Settings>
  expect(lines(rules, 'development')).toEqual(['PAYEE_COUNTRIES,'])
  expect(lines({ ...SAFE, ...rules })).toEqual([])
  expect(lines({ ...SAFE, ...rules, PAYEE_PROFILE: 'off' })).toEqual(['PAYEE_COUNTRIES,'])
  expect(lines({ PAYEE_COUNTRIES: [], PAYEE_COUNTRIES_BLOCKED: [] }, 'development')).toEqual([])
})

test('each line says what to write', () => {
  const [line] = problemsOf({ ...SAFE, PAYOUT_SIGNING_KEY: undefined } as unknown as Settings, 'production')
  expect(line).toContain('Write 32 or more random characters here and at the receiver.')
})

test('receipts at pull requests need somebody who writes them and a key that signs them', () => {
  const comments = { GITHUB_COMMENTS: 'on' } as const
  expect(lines(comments, 'development')).toEqual(['GITHUB_COMMENTS=on'])
  expect(lines({ ...comments, GITHUB_TOKEN: 't' }, 'development')).toEqual(['GITHUB_COMMENTS=on'])
  expect(lines({ ...comments, GITHUB_TOKEN: 't', SECRET_KEY: 'k'.repeat(32) }, 'development')).toEqual([])
})
