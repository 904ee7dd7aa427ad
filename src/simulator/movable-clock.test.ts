import { expect, test, vi } from 'vitest'
import { movableClock } from './movable-clock.ts'

test('it is this machine’s time; stopped it stands, moved it wakes sleepers in order, and it never goes back', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z'), toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  const clock = movableClock()
  const woken: string[] = []
  const sleeper = (name: string, ms: number) => void clock.sleep(ms).then(() => woken.push(name))
  sleeper('minute', 60_000)
  sleeper('second', 1000)
  await vi.advanceTimersByTimeAsync(1000)
  expect(woken).toEqual(['second'])

  clock.become('hand')
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect([woken, clock.now()]).toEqual([['second'], new Date('2026-11-21T12:00:01Z')])

  sleeper('hour', 3_600_000)
  await clock.advance(2 * 3_600_000)
  expect([woken, clock.now()]).toEqual([['second', 'minute', 'hour'], new Date('2026-11-21T14:00:01Z')])

  clock.become('scaled', 60)
  sleeper('fast minute', 60_000)
  await vi.advanceTimersByTimeAsync(1000)
  expect(woken.at(-1)).toBe('fast minute')

  clock.become('real')
  const before = clock.now()
  await vi.advanceTimersByTimeAsync(5000)
  expect(clock.now().getTime() - before.getTime()).toBe(5000)
  vi.useRealTimers()
})

test('who stops waiting wakes at once, and no timer stays', async () => {
  const clock = movableClock()
  clock.become('hand')
  const stop = new AbortController()
  const slept = clock.sleep(1e12, stop.signal)
  stop.abort()
  await slept
  expect(await clock.sleep(5, AbortSignal.abort())).toBeUndefined()
})
