import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hours, after as later } from '#platform/bot.ts'
import { approvalsNeeded, brokenLimit, dueAt, isOnAuthorsWord, mayNotApprove } from './approval.ts'
import { limitsOf } from './limits.ts'
import type { Settings } from './settings.ts'

const none = {} as Settings
const LIMITS = limitsOf(none, 'production')

test.each([
  [1, false, 0],
  [50_00, false, 0],
  [50_01, false, 1],
  [500_00, false, 1],
  [500_01, false, 2],
  [1, true, 1],
  [500_01, true, 2],
] as const)('%i cents, first payment: %s → %i approvals in production', (cents, isFirst, needed) => {
  expect(approvalsNeeded(cents, isFirst, LIMITS)).toBe(needed)
})

test('outside production a newcomer’s first 100.00 goes out by itself', () => {
  const limits = limitsOf(none, 'development')
  expect(approvalsNeeded(100_00, true, limits)).toBe(0)
  expect(dueAt(100_00, new Date(0), limits)).toEqual(new Date(0))
})

test('nobody agrees to their own money, nobody twice, and the maker of a task not to a large sum', () => {
  const asked = { payee: 1, taskCreator: 2, isLarge: true, isOnAuthorsWord: false, by: [3] }
  expect([1, 2, 3, 4].map((person) => mayNotApprove(asked, person))).toEqual(['own', 'creator', 'twice', undefined])
  expect(mayNotApprove({ ...asked, isLarge: false }, 2)).toBeUndefined()
  expect(mayNotApprove({ ...asked, payee: 2 }, 2)).toBe('own')
})

test('where the author merged it, the maker of the task does not count, however small the sum', () => {
  const asked = { payee: 1, taskCreator: 2, isLarge: false, isOnAuthorsWord: true, by: [] }
  expect([1, 2, 3].map((person) => mayNotApprove(asked, person))).toEqual(['own', 'selfMerge', undefined])
  const merged = { merged_at: new Date(0), self_merged: true }
  expect(isOnAuthorsWord({ ...merged, verified_by: 'github' })).toBe(true)
  expect(isOnAuthorsWord({ ...merged, verified_by: 'person 4' })).toBe(false)
  expect(isOnAuthorsWord({ ...merged, verified_by: 'github', self_merged: false })).toBe(false)
})

test('small sums leave at once, others when they have cooled', () => {
  const at = new Date('2026-03-02T09:00:00Z')
  expect(dueAt(20_00, at, LIMITS)).toEqual(at)
  expect(dueAt(20_01, at, LIMITS)).toEqual(later(at, hours(72)))
})

test('what is let through never exceeds a limit', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ person: fc.nat(2), cents: fc.integer({ min: 1, max: 1_100_000 }) })), (wanted) => {
      const sent = new Map<number, number>()
      let all = 0
      for (const { person, cents } of wanted) {
        const toPerson = sent.get(person) ?? 0
        if (brokenLimit(cents, { toPerson, toAll: all }, LIMITS)) continue
        sent.set(person, toPerson + cents)
        all += cents
        expect(cents).toBeLessThanOrEqual(10_000_00)
      }
      expect(all).toBeLessThanOrEqual(50_000_00)
      for (const sum of sent.values()) expect(sum).toBeLessThanOrEqual(20_000_00)
    }),
  )
})

test('limits that contradict each other stop the start', () => {
  const settings = { PAYOUT_AUTO_MOST: 100, PAYOUT_ONE_ADMIN_MOST: 50 } as Settings
  expect(() => limitsOf(settings, 'test')).toThrow('PAYOUT_ONE_ADMIN_MOST')
})
