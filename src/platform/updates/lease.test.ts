import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { freshDatabase } from '#testing/database.ts'
import { until } from '#testing/until.ts'
import type { Database } from '../db/database.ts'
import { seconds } from '../ops/clock.ts'
import { silentLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import { createLeases, freeAllLeases } from './lease.ts'

const HOUSE = { schema: 'posthouse', folder: new URL('../db/migrations', import.meta.url).pathname }
const POST = { bot: 'ferry', telegramId: 77 }

/** Two processes that want the same post, on one clock; who holds it is written down whenever it changes. */
async function scene() {
  const real = await freshDatabase([HOUSE])
  let asked = 0
  const honest: Database = {
    ...real,
    async query(text, values) {
      asked += 1
      try {
        return await real.query(text, values)
      } finally {
        asked -= 1
      }
    },
  }
  /** Everything that was asked of the database is answered, and what follows from the answers has been asked, too. */
  const settled = async () => {
    do await new Promise(setImmediate)
    while (asked > 0)
    await new Promise(setImmediate)
    if (asked > 0) await settled()
  }
  const clock = handClock(new Date('2026-05-01T00:00:00Z'))
  const holding = new Set<string>()
  const most = { together: 0 }
  const process = (name: string, database: Database = honest) => {
    const stop = new AbortController()
    const leases = createLeases({
      database,
      clock,
      log: silentLog,
      metrics: createMetrics(),
      owner: name,
      environment: 'test',
    })
    const done = leases.hold(POST, stop.signal, async (held) => {
      holding.add(name)
      most.together = Math.max(most.together, holding.size)
      await new Promise<void>((resolve) => held.addEventListener('abort', () => resolve(), { once: true }))
      holding.delete(name)
    })
    return async () => {
      stop.abort()
      await done
    }
  }
  /** Seconds go by one at a time; between them everybody hears the database's answers. */
  const passes = async (count: number) => {
    for (let second = 0; second < count; second += 1) {
      clock.moveTo(new Date(clock.now().getTime() + seconds(1)))
      await settled()
    }
  }
  return { honest, holding, most, process, passes }
}

test('one polls while the other stands by, and takes over within seconds of a clean end', async () => {
  const { holding, most, process, passes } = await scene()
  const stopFirst = process('first')
  await until(() => holding.has('first'))
  const stopSecond = process('second')
  await passes(120)
  expect([...holding]).toEqual(['first'])
  await stopFirst()
  expect([...holding]).toEqual([])
  await passes(3)
  expect([...holding]).toEqual(['second'])
  expect(most.together).toBe(1)
  await stopSecond()
})

test.each(['fails', 'hangs'])('a holder whose database %s gives up before anybody else may begin', async (how) => {
  const { honest, holding, most, process, passes } = await scene()
  let cut = false
  const lost = () =>
    how === 'fails' ? Promise.reject(new Error('connection lost')) : new Promise<never>(() => undefined)
  const flaky: Database = { ...honest, query: (text, values) => (cut ? lost() : honest.query(text, values)) }
  const stopFirst = process('first', flaky)
  await until(() => holding.has('first'))
  const stopSecond = process('second')
  cut = true
  await passes(27)
  expect([...holding]).toEqual([])
  await passes(7)
  expect([...holding]).toEqual(['second'])
  expect(most.together).toBe(1)
  cut = false
  await passes(60)
  expect([...holding]).toEqual(['second'])
  await stopSecond()
  void stopFirst()
})

test('where only one process can be, a dead holder is not waited for', async () => {
  const { honest, holding, process, passes } = await scene()
  void process('killed')
  await until(() => holding.has('killed'))
  holding.clear()
  await freeAllLeases(honest, new Date('2026-05-01T00:00:00Z'))
  process('restarted')
  await until(() => holding.has('restarted'))
  await passes(1)
})

test('every new holder has a higher epoch, and an old one cannot renew', async () => {
  const { honest, holding, process, passes } = await scene()
  const epoch = async () => (await honest.query<{ epoch: number }>('select epoch from posthouse.leases')).rows[0]?.epoch
  const stopFirst = process('first')
  await until(() => holding.has('first'))
  expect(await epoch()).toBe(1)
  await honest.query("update posthouse.leases set owner = 'somebody else', epoch = 2")
  await passes(6)
  expect([...holding]).toEqual([])
  expect(await epoch()).toBe(2)
  await passes(40)
  expect([...holding]).toEqual(['first'])
  expect(await epoch()).toBe(3)
  await stopFirst()
})
