import { expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { freshDatabase } from '#testing/database.ts'
import { onServerClock } from '#testing/server-clock.ts'
import { until } from '#testing/until.ts'
import type { Database } from '../db/database.ts'
import { after, type Clock, days, hours, seconds } from '../ops/clock.ts'
import { silentLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import { createLeases, LeaseBusy, type LeaseOptions } from './lease.ts'
import { acquire, beat, freeAllLeases, LEASE_FREED, look, renew, takeAway } from './lease-table.ts'
import type { Tenure } from './tenure.ts'

const HOUSE = { schema: 'posthouse', folder: new URL('../db/migrations', import.meta.url).pathname }
const POST = { bot: 'ferry', telegramId: 77 }

type Special = Partial<Pick<LeaseOptions, 'database' | 'clock' | 'onBusy' | 'chance'>>

/** Processes that want the same post; who holds it is written down whenever it changes. */
async function scene() {
  const real = await freshDatabase([HOUSE])
  const clock = handClock(new Date('2026-05-01T00:00:00Z'))
  const server = { skew: 0, now: () => after(clock.now(), server.skew) }
  const timed = onServerClock(real, server)
  let asked = 0
  const listeners = new Set<(payload: string) => void>()
  await real.listen(LEASE_FREED, (payload) => {
    for (const heard of listeners) heard(payload)
  })
  const honest: Database = {
    ...timed,
    async listen(_channel, heard) {
      listeners.add(heard)
    },
    async query(text, values) {
      asked += 1
      try {
        return await timed.query(text, values)
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
  const holding = new Map<string, Tenure>()
  const most = { together: 0 }
  const leasesOf = (name: string, special: Special = {}) =>
    createLeases({
      database: honest,
      clock,
      log: silentLog,
      metrics: createMetrics(),
      chance: () => 0.5,
      owner: name,
      environment: 'test',
      ...special,
    })
  const process = (name: string, special: Special = {}) => {
    const stop = new AbortController()
    const done = leasesOf(name, special).hold(POST, stop.signal, async (held, tenure) => {
      holding.set(name, tenure)
      most.together = Math.max(most.together, holding.size)
      if (!held.aborted) await new Promise((resolve) => held.addEventListener('abort', resolve, { once: true }))
      holding.delete(name)
    })
    done.catch(() => undefined)
    return {
      done,
      stop: async () => {
        stop.abort()
        await done
      },
    }
  }
  /** Seconds go by one at a time; between them everybody hears the database's answers. */
  const passes = async (count: number) => {
    for (let second = 0; second < count; second += 1) {
      clock.moveTo(after(clock.now(), seconds(1)))
      await settled()
    }
  }
  const holders = () => [...holding.keys()]
  const row = async () => (await look(honest))[0]!
  return { honest, clock, server, holding, holders, most, leasesOf, process, passes, settled, row }
}

test('one polls while the other stands by, and begins in the moment in which the first gives the lease back', async () => {
  const { holders, most, process, passes, clock } = await scene()
  const first = process('first')
  await until(() => holders().includes('first'))
  const second = process('second')
  await passes(70)
  expect(holders()).toEqual(['first'])
  const before = clock.now()
  await first.stop()
  await until(() => holders().includes('second'))
  expect(clock.now(), 'the clock has not moved: it was told, it did not look').toEqual(before)
  expect(most.together).toBe(1)
  await second.stop()
})

test('a standby that is not told finds the free lease by itself', async () => {
  const { honest, holders, process, passes } = await scene()
  const first = process('first')
  await until(() => holders().includes('first'))
  const second = process('second', { database: { ...honest, listen: () => Promise.reject(new Error('not today')) } })
  await passes(10)
  await first.stop()
  expect(holders()).toEqual([])
  await passes(3)
  expect(holders()).toEqual(['second'])
  await second.stop()
})

test.each(['fails', 'hangs'])('a holder whose database %s gives up before anybody else may begin', async (how) => {
  const { honest, holders, most, process, passes } = await scene()
  let cut = false
  const lost = () =>
    how === 'fails' ? Promise.reject(new Error('connection lost')) : new Promise<never>(() => undefined)
  const flaky: Database = { ...honest, query: (text, values) => (cut ? lost() : honest.query(text, values)) }
  const first = process('first', { database: flaky })
  await until(() => holders().includes('first'))
  const second = process('second')
  cut = true
  await passes(27)
  expect(holders()).toEqual([])
  await passes(7)
  expect(holders()).toEqual(['second'])
  expect(most.together).toBe(1)
  cut = false
  await passes(60)
  expect(holders()).toEqual(['second'])
  await second.stop()
  void first.stop()
})

test('a process that was stopped for a minute knows when it wakes that it holds nothing any more', async () => {
  const { clock, holding, holders, process, passes, settled } = await scene()
  const frozen = { gate: Promise.resolve() }
  const sleepy: Clock = { ...clock, sleep: (ms, signal) => clock.sleep(ms, signal).then(() => frozen.gate) }
  process('stopped', { clock: sleepy })
  await until(() => holders().includes('stopped'))
  const tenure = holding.get('stopped')!
  expect(tenure.isOurs()).toBe(true)
  let wakes = () => {}
  frozen.gate = new Promise((resolve) => {
    wakes = resolve
  })
  const second = process('second')
  await passes(60)
  expect(holders()).toContain('second')
  expect(tenure.isOurs()).toBe(false)
  wakes()
  await settled()
  expect(holders()).toEqual(['second'])
  await second.stop()
})

test.each([hours(1), -hours(1), days(1), -days(1)])(
  'the date of a machine may jump by %i ms: nobody notices',
  async (ms) => {
    const { clock, holders, most, process, passes, row } = await scene()
    const skew = { first: 0, second: 0 }
    const clockOf = (name: 'first' | 'second'): Clock => ({ ...clock, now: () => after(clock.now(), skew[name]) })
    const first = process('first', { clock: clockOf('first') })
    await until(() => holders().includes('first'))
    const second = process('second', { clock: clockOf('second') })
    for (const name of ['first', 'second'] as const) {
      await passes(7)
      skew[name] = ms
      await passes(40)
    }
    expect(holders()).toEqual(['first'])
    expect(most.together).toBe(1)
    expect((await row()).epoch).toBe(1)
    await second.stop()
    await first.stop()
  },
)

test("when the database server's date is put back, the lease of a dead process still ends for who watched it", async () => {
  const { honest, server, holders, process, passes } = await scene()
  let cut = false
  const dying: Database = {
    ...honest,
    query: (text, values) => (cut ? new Promise<never>(() => undefined) : honest.query(text, values)),
  }
  void process('dying', { database: dying })
  await until(() => holders().includes('dying'))
  const second = process('second')
  await passes(12)
  server.skew = -days(1)
  cut = true
  await passes(36)
  expect(holders()).toEqual(['second'])
  await second.stop()
})

test("when the database server's date jumps ahead, one holds the lease a renewal later", async () => {
  const { server, holders, process, passes } = await scene()
  const first = process('first')
  await until(() => holders().includes('first'))
  const second = process('second')
  await passes(12)
  server.skew = days(1)
  await passes(6)
  expect(holders()).toHaveLength(1)
  await passes(35)
  expect(holders()).toHaveLength(1)
  await second.stop()
  await first.stop()
})

test('renewals and questions are spread: never two processes in step for long', async () => {
  const { clock, holders, process, settled, row } = await scene()
  const chances = [0, 1, 0.25]
  const first = process('first', { chance: () => chances.shift() ?? 0.5 })
  await until(() => holders().includes('first'))
  const renewals: number[] = []
  let last = (await row()).version
  for (let tenth = 0; tenth < 200; tenth += 1) {
    clock.moveTo(after(clock.now(), 100))
    await settled()
    const { version } = await row()
    if (version !== last) renewals.push(tenth)
    last = version
  }
  const gaps = renewals.map((at, index) => (at + 1 - (index === 0 ? 0 : renewals[index - 1]! + 1)) / 10)
  expect(gaps.slice(0, 3)).toEqual([4.5, 5.5, 4.8])
  await first.stop()
})

test('where only one process can be, a dead holder is not waited for', async () => {
  const { honest, holding, holders, process, passes } = await scene()
  process('killed')
  await until(() => holders().includes('killed'))
  holding.clear()
  await freeAllLeases(honest)
  process('restarted')
  await until(() => holders().includes('restarted'))
  await passes(1)
})

test('every new holder has a higher epoch, and an old one cannot renew', async () => {
  const { honest, holders, process, passes, row } = await scene()
  const first = process('first')
  await until(() => holders().includes('first'))
  expect((await row()).epoch).toBe(1)
  await honest.query("update posthouse.leases set owner = 'somebody else', epoch = 2")
  await passes(6)
  expect(holders()).toEqual([])
  expect((await row()).epoch).toBe(2)
  await passes(40)
  expect(holders()).toEqual(['first'])
  expect((await row()).epoch).toBe(3)
  await first.stop()
})

test('where busy means the end, a living holder is named and a dead one is waited for', async () => {
  const { honest, holders, process, passes, leasesOf, clock } = await scene()
  let cut = false
  const dying: Database = {
    ...honest,
    query: (text, values) => (cut ? new Promise<never>(() => undefined) : honest.query(text, values)),
  }
  process('first', { database: dying })
  await until(() => holders().includes('first'))
  const second = process('second', { onBusy: 'exit' })
  const early = leasesOf('early').refuseBusy(POST)
  early.catch(() => undefined)
  await passes(9)
  await expect(second.done).rejects.toThrow(LeaseBusy)
  await expect(early).rejects.toThrow(
    /ferry: .* host \S+, process \d+, environment test, since 2026-05-01T00:00:00.*LOCK_ON_BUSY=wait/,
  )
  expect(holders()).toEqual(['first'])
  cut = true
  await passes(12)
  await leasesOf('late').refuseBusy(POST)
  const third = process('third', { onBusy: 'exit' })
  await passes(25)
  expect(holders()).toEqual(['third'])
  expect(clock.now() < new Date('2026-05-01T00:02:00Z')).toBe(true)
  await third.stop()
})

test('a holder that lives and polls, and whose lock is released by hand, holds nothing more six seconds later and stands by', async () => {
  const { honest, holders, most, holding, process, passes, row } = await scene()
  const first = process('first')
  await until(() => holders().includes('first'))
  const second = process('second')
  await passes(12)
  const tenure = holding.get('first')!
  expect(await takeAway(honest, await row(), true)).toBe(true)
  await passes(6)
  expect(tenure.isOurs()).toBe(false)
  expect(holders()).toEqual(['second'])
  await passes(60)
  expect(holders(), 'it does not take it back').toEqual(['second'])
  expect(
    most.together,
    'for less than a renewal both may think so; inserts into the inbox are idempotent',
  ).toBeLessThan(3)
  await Promise.all([first.stop(), second.stop()])
})

test('a release by hand against a holder that lives, 200 times: exactly one of them has the lease afterwards', async () => {
  const { honest } = await scene()
  const holder = { bot: 'ferry', host: 'h', pid: 1, env: 'test', ts: '' }
  const outcomes = { released: 0, saved: 0 }
  for (let race = 0; race < 200; race += 1) {
    const name = `polling ${race}`
    const { epoch } = (await acquire(honest, { name, owner: 'first', holder, ttlMs: 30_000, dead: undefined }))!
    const claim = { name, owner: 'first', epoch }
    // Either the heartbeat saves the holder, or it and every renewal come too late.
    const takes = () => takeAway(honest, claim, false)
    const beats = () => beat(honest, claim, 0)
    const [taken, beaten] =
      race % 2 === 0 ? await Promise.all([takes(), beats()]) : (await Promise.all([beats(), takes()])).toReversed()
    expect(taken, `race ${race}`).toBe(!beaten)
    expect(await renew(honest, claim, 30_000)).toBe(beaten)
    outcomes[taken ? 'released' : 'saved'] += 1
  }
  expect(outcomes.released, 'both happen').toBeGreaterThan(0)
  expect(outcomes.saved, 'both happen').toBeGreaterThan(0)
})

test('a release by force against renewal, 50 times: the holder is refused, and of two releases one is done', async () => {
  const { honest } = await scene()
  const holder = { bot: 'ferry', host: 'h', pid: 1, env: 'test', ts: '' }
  for (let race = 0; race < 50; race += 1) {
    const name = `polling ${race}`
    const { epoch } = (await acquire(honest, { name, owner: 'first', holder, ttlMs: 30_000, dead: undefined }))!
    const claim = { name, owner: 'first', epoch }
    const [, ...released] = await Promise.all([
      renew(honest, claim, 30_000),
      takeAway(honest, claim, true),
      takeAway(honest, claim, true),
    ])
    expect(released.filter(Boolean)).toHaveLength(1)
    expect(await renew(honest, claim, 30_000)).toBe(false)
    const next = await acquire(honest, { name, owner: 'second', holder, ttlMs: 30_000, dead: undefined })
    expect(next?.epoch).toBe(epoch + 2)
  }
})
