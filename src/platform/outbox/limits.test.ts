import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLimits, TELEGRAM_LIMITS } from './limits.ts'

const STEPS = fc.array(fc.record({ after: fc.double({ min: 0, max: 400, noNaN: true }), chat: fc.nat(200) }), {
  minLength: 100,
  maxLength: 400,
})

test('within no second a bot says more than it may, however long it has rested before', () => {
  fc.assert(
    fc.property(STEPS, fc.integer({ min: 1, max: 4 }), (steps, senders) => {
      const limits = createLimits()
      limits.share(senders)
      const most = Math.floor(TELEGRAM_LIMITS.perBot.perSecond / senders)
      const sent: number[] = []
      let now = 0
      for (const { after, chat } of steps) {
        now += after < 200 ? after / 50 : after * 10
        const room = limits.room('crier', now)
        const wait = limits.take('crier', chat + 1, now)
        if (wait === undefined) sent.push(now)
        else expect(wait).toBeGreaterThan(0)
        if (room === 0) expect(wait).toBeDefined()
      }
      for (const [index, at] of sent.entries()) {
        const next = sent[index + most]
        if (next !== undefined) expect(next - at).toBeGreaterThan(1_000)
      }
    }),
  )
})

test('whoever waits as long as was said may speak', () => {
  const limits = createLimits()
  for (let chat = 1; chat <= 30; chat += 1) expect(limits.take('crier', chat, chat * 10)).toBeUndefined()
  const wait = limits.take('crier', 31, 400)
  expect(wait).toBe(660)
  expect(limits.take('crier', 31, 400 + wait! - 1)).toBe(1)
  expect(limits.take('crier', 31, 400 + wait!)).toBeUndefined()
  expect(limits.room('crier', 400 + wait!)).toBe(0)
  expect(limits.room('crier', 10_000)).toBe(30)
  expect(limits.room('another', 400)).toBe(30)
})
