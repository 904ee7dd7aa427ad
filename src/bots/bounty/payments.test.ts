import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hours, after as later, minutes, seconds } from '#platform/bot.ts'
import {
  afterLookup,
  type Doubt,
  type Found,
  IN_FLIGHT,
  KEY_HORIZON,
  KEY_KEPT,
  moved,
  nothingUnderwayAt,
  OVER,
  type PaymentStatus,
  type PaymentStep,
  UNSENT,
} from './payments.ts'

const STATES: readonly PaymentStatus[] = [...UNSENT, ...IN_FLIGHT, 'paid', ...OVER]
const STEPS: readonly PaymentStep[] = [
  ...(['approve', 'approveFirst', 'unconfigure', 'block', 'unblock', 'void', 'send'] as const),
  ...(['confirm', 'accept', 'doubt', 'disprove', 'handOver', 'reverse'] as const),
]

describe('the states of a payment', () => {
  test('what is over stays over; what is paid can only be reversed', () => {
    for (const state of OVER) for (const step of STEPS) expect(moved(state, step)).toBeUndefined()
    expect(STEPS.filter((step) => moved('paid', step))).toEqual(['reverse'])
  })

  test('from no walk does anything that was sent become unsent or void', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATES),
        fc.array(fc.constantFrom(...STEPS), { maxLength: 40 }),
        (start, steps) => {
          let state = start
          let wasSent = IN_FLIGHT.includes(start) || start === 'paid'
          for (const step of steps) {
            state = moved(state, step) ?? state
            if (wasSent) expect([...UNSENT, 'voided']).not.toContain(state)
            wasSent ||= state === 'sending'
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('three ways lead to "failed", and none of them from a payment that is being sent', () => {
    const ways = STATES.flatMap((state) =>
      STEPS.filter((step) => moved(state, step) === 'failed').map((step) => [state, step]),
    )
    expect(ways).toEqual([
      ['accepted', 'disprove'],
      ['unknown', 'disprove'],
      ['manual', 'disprove'],
    ])
  })
})

const SENT = new Date('2026-03-02T09:00:00Z')
const DOUBT: Doubt = {
  status: 'unknown',
  firstSentAt: SENT,
  lastSentAt: SENT,
  isRefused: true,
  isPaused: false,
  isSameReceiver: true,
}
const ABSENT: Found = { kind: 'absent' }

describe('what follows from the receiver’s answer', () => {
  test('"not found" proves nothing until the last request can no longer arrive', () => {
    const quiet = nothingUnderwayAt(SENT)
    expect(quiet).toEqual(later(SENT, seconds(360)))
    expect(afterLookup(DOUBT, ABSENT, later(SENT, seconds(30)))).toEqual({ kind: 'wait', until: later(quiet, 1000) })
    expect(afterLookup(DOUBT, ABSENT, quiet).kind).toBe('wait')
    expect(afterLookup(DOUBT, ABSENT, later(quiet, 1)).kind).toBe('disprove')
    const sentAgain = { ...DOUBT, lastSentAt: later(SENT, minutes(10)) }
    expect(afterLookup(sentAgain, ABSENT, later(SENT, minutes(12))).kind).toBe('wait')
  })

  test('a receiver that may have forgotten the key, another receiver, and a pause prove nothing', () => {
    const late = later(SENT, KEY_KEPT)
    expect(afterLookup(DOUBT, ABSENT, late).kind).toBe('handOver')
    expect(afterLookup({ ...DOUBT, isSameReceiver: false }, ABSENT, later(SENT, hours(1))).kind).toBe('wait')
    expect(afterLookup({ ...DOUBT, isPaused: true }, ABSENT, later(SENT, hours(1))).kind).toBe('wait')
  })

  test('without a question that can be asked nothing is ever disproved', () => {
    fc.assert(
      fc.property(
        fc.nat(hours(100)),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('off', 'silent'),
        (ms, isRefused, isPaused, kind) => {
          const found = (kind === 'off' ? { kind } : { kind, why: 'status 500' }) as Found
          expect(afterLookup({ ...DOUBT, isRefused, isPaused }, found, later(SENT, ms)).kind).not.toBe('disprove')
        },
      ),
    )
  })

  test('it is sent again only within the key’s horizon, and never after a refusal or while paused', () => {
    fc.assert(
      fc.property(
        fc.nat(hours(100)),
        fc.record({ isRefused: fc.boolean(), isPaused: fc.boolean(), isSameReceiver: fc.boolean() }),
        fc.constantFrom<Found>(
          ABSENT,
          { kind: 'off' },
          { kind: 'silent', why: '' },
          { kind: 'failed', why: '' },
          { kind: 'accepted' },
        ),
        fc.constantFrom('unknown' as const, 'accepted' as const),
        (ms, flags, found, status) => {
          const next = afterLookup({ ...DOUBT, ...flags, status }, found, later(SENT, ms))
          if (next.kind !== 'send') return
          expect(ms).toBeLessThan(KEY_HORIZON)
          expect([status, flags.isRefused, flags.isPaused, found.kind === 'failed']).toEqual([
            'unknown',
            false,
            false,
            false,
          ])
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('good news is taken at any time', () => {
    const found: Found = { kind: 'paid', payoutId: 'po' }
    for (const ms of [0, minutes(1), hours(30), hours(300)]) {
      expect(afterLookup({ ...DOUBT, isPaused: true }, found, later(SENT, ms))).toEqual({
        kind: 'confirm',
        payoutId: 'po',
      })
    }
  })

  test('after the horizon the last question decides, or a person', () => {
    const doubt = { ...DOUBT, isRefused: false }
    expect(afterLookup(doubt, ABSENT, later(SENT, hours(19))).kind).toBe('send')
    expect(afterLookup(doubt, ABSENT, later(SENT, hours(20))).kind).toBe('disprove')
    expect(afterLookup(doubt, { kind: 'silent', why: '' }, later(SENT, hours(20))).kind).toBe('handOver')
    expect(afterLookup({ ...doubt, status: 'accepted' }, { kind: 'accepted' }, later(SENT, hours(72))).kind).toBe(
      'handOver',
    )
  })
})
