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
    renew: async (now) => renewed.push(now.toISOString().slice(14, 19)),
    async claim() {
      if (claimed) return []
      claimed = true
      return [() => work.promise]
    },
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
  expect(renewed.length).toBeGreaterThanOrEqual(2)
  work.resolve()
  await ended
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
