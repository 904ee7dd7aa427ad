import { expect, test } from 'vitest'
import { after as later, seconds } from '#platform/bot.ts'
import { admitCallback } from './callback.ts'
import { sign } from './signature.ts'

const NOW = new Date('2026-03-02T09:00:00Z')
const KEYS = ['old key', 'new key']
const BODY = { payout_id: 'po_1', idempotency_key: 'bnty-a1-p1', amount_cents: 10_000, status: 'paid' }

function said({ body = JSON.stringify(BODY), key = 'bnty-a1-p1', at = NOW, by = 'new key' } = {}) {
  const timestamp = String(at.getTime() / 1000)
  return {
    raw: body,
    headers: {
      'idempotency-key': key,
      'x-payout-timestamp': timestamp,
      'x-payout-signature': sign(by, timestamp, key, body),
    },
  }
}
const admit = ({ headers, raw }: ReturnType<typeof said>, keys: readonly string[] = KEYS) =>
  admitCallback(headers, raw, NOW, keys)

test('the receiver is let in with either of two keys, up to five minutes away', () => {
  expect(admit(said())).toEqual({ kind: 'admitted', callback: BODY })
  expect(admit(said({ by: 'old key' })).kind).toBe('admitted')
  for (const s of [-300, 300]) expect(admit(said({ at: later(NOW, seconds(s)) })).kind).toBe('admitted')
})

test('nobody else is', () => {
  const good = said()
  expect(admit(said({ by: 'guess' })).kind).toBe('stranger')
  expect(admit(good, []).kind).toBe('stranger')
  expect(admit(good, ['']).kind).toBe('stranger')
  for (const s of [-301, 301]) expect(admit(said({ at: later(NOW, seconds(s)) })).kind).toBe('stranger')
  for (const [name, value] of [
    ['idempotency-key', 'bnty-a2-p1'],
    ['x-payout-timestamp', String(NOW.getTime() / 1000 + 1)],
    ['x-payout-timestamp', ''],
    ['x-payout-timestamp', 'NaN'],
    ['x-payout-timestamp', '-1'],
    ['x-payout-signature', ''],
    ['x-payout-signature', 'v1='],
    ['x-payout-signature', good.headers['x-payout-signature'].toUpperCase()],
    ['x-payout-signature', good.headers['x-payout-signature'].replace('v1=', 'v2=')],
  ] as const) {
    const headers = { ...good.headers, [name]: value }
    expect(admit({ ...good, headers }).kind, `${name}: ${value}`).toBe('stranger')
  }
  expect(admitCallback({}, good.raw, NOW, KEYS).kind).toBe('stranger')
  expect(admit({ ...good, raw: `${good.raw} ` }).kind).toBe('stranger')
})

test('what is signed and makes no sense is not taken', () => {
  for (const body of ['', '[]', 'null', '<html>', '{}', JSON.stringify({ ...BODY, amount_cents: 1.5 })]) {
    expect(admit(said({ body })).kind, body).toBe('unreadable')
  }
  expect(admit(said({ body: JSON.stringify({ ...BODY, amount_cents: '10000' }) })).kind).toBe('unreadable')
  expect(admit(said({ body: JSON.stringify({ ...BODY, status: 'great' }) })).kind).toBe('unreadable')
  expect(admit(said({ key: 'another' })).kind).toBe('unreadable')
})
