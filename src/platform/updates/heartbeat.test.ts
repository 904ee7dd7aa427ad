import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { after, seconds } from '../ops/clock.ts'
import { createMetrics } from '../ops/metrics.ts'
import { createHeartbeats } from './heartbeat.ts'

const START = new Date('2026-05-01T00:00:00Z')
const UNIX = START.getTime() / 1000

function scene() {
  const clock = handClock(START)
  const metrics = createMetrics()
  const heartbeats = createHeartbeats({ clock, metrics })
  const passes = async (count: number) => {
    for (let second = 0; second < count; second += 1) {
      clock.moveTo(after(clock.now(), seconds(1)))
      await new Promise(setImmediate)
    }
  }
  const series = async (name: string) =>
    Number(
      (await metrics.scrape()).text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  return { heartbeats, passes, series }
}

const OLDEST = 'staffprobot_bot_polling_heartbeat_timestamp'
const of = (bot: string) => `bot_polling_heartbeat_timestamp{bot="${bot}"}`

test('the first good round is written at once, then one every 20 s, and nothing when there was none', async () => {
  const { heartbeats, passes } = scene()
  const written: number[] = []
  const heartbeat = heartbeats.begin('ferry', 0, (age) => written.push(age / 1000))
  await passes(30)
  expect(written, 'no round yet').toEqual([])
  for (let round = 0; round < 5; round += 1) {
    heartbeat.beat()
    await passes(15)
  }
  expect(written).toEqual([0, 15, 5, 10])
  await passes(100)
  expect(written, 'polling hangs: nothing more is said').toEqual([0, 15, 5, 10])
  heartbeat.end()
})

test('the series show the oldest of the bots polled here, as old as it was under the holder before, and nothing elsewhere', async () => {
  const { heartbeats, passes, series } = scene()
  heartbeats.unknown('ferry')
  expect(await series(OLDEST)).toBeNaN()
  expect(await series(of('ferry'))).toBeNaN()
  const ferry = heartbeats.begin('ferry', seconds(25), () => undefined)
  const barge = heartbeats.begin('barge', 0, () => undefined)
  expect(await series(of('ferry'))).toBe(UNIX - 25)
  expect(await series(OLDEST)).toBe(UNIX - 25)
  await passes(10)
  ferry.beat()
  expect(await series(of('ferry'))).toBe(UNIX + 10)
  expect(await series(OLDEST)).toBe(UNIX)
  barge.end()
  expect(await series(OLDEST)).toBe(UNIX + 10)
  ferry.end()
  expect(await series(OLDEST)).toBeNaN()
})
