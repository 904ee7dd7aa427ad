import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { crew } from './crew.ts'
import { silentLog } from './log.ts'

test('work that is finished after the end was asked for stays ours: its lease is renewed to the last', async () => {
  const clock = handClock(new Date('2026-03-02T09:00:00Z'))
  const work = Promise.withResolvers<void>()
  const renewed: string[] = []
  let claimed = false
  const hands = crew({
    name: 'hands',
    clock,
    log: silentLog,
    idleMs: 250,
    most: 1,
    renewEveryMs: 10_000,
    renew: async (pieces) => renewed.push(...pieces),
    async claim() {
      if (claimed) return []
      claimed = true
      return ['letter']
    },
    run: () => work.promise,
    letGo: async () => undefined,
  })
  const stop = new AbortController()
  const ended = hands.run(stop.signal)
  await turn()
  stop.abort()
  for (let seconds = 0; seconds < 24; seconds += 1) {
    await turn()
    clock.moveTo(new Date(clock.now().getTime() + 1_000))
  }
  await turn()
  expect(renewed).toEqual(['letter', 'letter'])
  work.resolve()
  await ended
})

test('work that failed is let go, though it takes until the database is back', async () => {
  const clock = handClock(new Date('2026-03-02T09:00:00Z'))
  let [isAway, claimed] = [true, false]
  const letGo: string[] = []
  const hands = crew({
    name: 'hands',
    clock,
    log: silentLog,
    idleMs: 250,
    most: 1,
    renewEveryMs: 10_000,
    renew: async () => undefined,
    async claim() {
      if (claimed) return []
      claimed = true
      return ['letter']
    },
    run: () => Promise.reject(new Error('connection lost')),
    async letGo(piece, from) {
      if (isAway) throw new Error('connection refused')
      letGo.push(`${piece} ${from.toISOString().slice(14, 19)}`)
    },
  })
  await hands.round()
  for (let seconds = 0; seconds < 10; seconds += 1) {
    await turn()
    isAway = seconds < 8
    clock.moveTo(new Date(clock.now().getTime() + 1_000))
  }
  await hands.quiet()
  expect(letGo).toEqual(['letter 00:14'])
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
