import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { createHealth } from './health.ts'

const START = new Date('2026-03-02T09:00:00Z')

test('a database that blinks is no reason to be taken out of service; one that is away for two seconds is', async () => {
  const clock = handClock(START)
  let isAway = true
  const database = async () => {
    if (isAway) throw new Error('connection refused')
    return undefined
  }
  const health = createHealth({ database }, clock)
  const blinked = health.problems()
  await pass(clock, 1_500)
  isAway = false
  await pass(clock, 300)
  expect(await blinked).toEqual({})
  isAway = true
  const away = health.problems()
  await pass(clock, 2_000)
  expect(await away).toEqual({ database: 'failed for 2000 ms' })
})

test('a database that does not answer is away after two seconds; a process that stops asks it nothing', async () => {
  const clock = handClock(START)
  const health = createHealth({ database: () => new Promise(() => undefined) }, clock)
  const silent = health.problems()
  await pass(clock, 2_000)
  expect(await silent).toEqual({ database: 'no answer within 2000 ms' })
  health.drain()
  expect(await health.problems()).toEqual({ process: 'stopping' })
})

async function pass(clock: ReturnType<typeof handClock>, ms: number) {
  for (let passed = 0; passed < ms; passed += 100) {
    await new Promise((resolve) => setImmediate(resolve))
    clock.moveTo(new Date(clock.now().getTime() + 100))
  }
  await new Promise((resolve) => setImmediate(resolve))
}
