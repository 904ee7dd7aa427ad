import { hostname } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { handClock } from '#testing/clock.ts'
import { freshDatabase } from '#testing/database.ts'
import { hasRedisServer, type OwnRedis, ownRedis } from '#testing/redis.ts'
import { onServerClock } from '#testing/server-clock.ts'
import { until } from '#testing/until.ts'
import { openRedis } from '../db/redis.ts'
import { after, seconds } from '../ops/clock.ts'
import { createLog } from '../ops/log.ts'
import { createMetrics } from '../ops/metrics.ts'
import { createLeases, TIMES } from './lease.ts'
import { look } from './lease-table.ts'
import { createLockMirror } from './lock-mirror.ts'
import type { Tenure } from './tenure.ts'

const HOUSE = { schema: 'posthouse', folder: new URL('../db/migrations', import.meta.url).pathname }
const START = new Date('2026-05-01T00:00:00Z')

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A holder of the lease that shows itself in a Redis, on a clock moved by hand. Redis itself lives in real time. */
async function scene({ url, several = false }: { url: string; several?: boolean }) {
  const clock = handClock(START)
  const database = onServerClock(await freshDatabase([HOUSE]), clock)
  const logged: Record<string, unknown>[] = []
  const log = createLog({ level: 'debug', destination: { write: (line) => void logged.push(JSON.parse(line)) } })
  const metrics = createMetrics()
  const redis = await openRedis({ url, log, metrics })
  closing.push(redis.close)
  const stop = new AbortController()
  let tenure: Tenure | undefined
  const done = createLeases({
    database,
    clock,
    log,
    metrics,
    chance: () => 0.5,
    owner: 'first',
    environment: 'test',
    mirror: createLockMirror({ redis, log, several, ttlMs: TIMES.ttlMs }),
  }).hold({ bot: 'ferry', telegramId: 77 }, stop.signal, async (held, mine) => {
    tenure = mine
    if (!held.aborted) await new Promise((resolve) => held.addEventListener('abort', resolve, { once: true }))
    tenure = undefined
  })
  await until(() => tenure !== undefined)
  const renewals = async () => (await look(database))[0]!.version
  /** Seconds go by, each with a good round of polling, until the holder has renewed once more. */
  const renews = async () => {
    const before = await renewals()
    await until(async () => {
      clock.moveTo(after(clock.now(), 500))
      tenure?.beat()
      return (await renewals()) !== before
    })
  }
  const warnings = () => logged.filter(({ level }) => level === 'warn').map(({ event }) => event)
  const series = async (name: string) =>
    Number(
      (await metrics.scrape()).text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  return { clock, database, stop, done, tenure: () => tenure, renews, warnings, series, logged }
}

async function own(options?: string[]): Promise<OwnRedis> {
  const redis = await ownRedis(options)
  closing.push(redis.close)
  return redis
}

describe.skipIf(!hasRedisServer)('with a Redis (skipped where there is no redis-server)', () => {
  test('redis-cli shows the holder and its heartbeat as the runbook wants them, until the lease is given back', async () => {
    const server = await own()
    const { tenure, renews, stop, done, clock, warnings, series } = await scene({ url: server.url })
    await renews()
    await until(async () => (await server.say('get', 'bot_polling_lock')) !== null)
    expect(JSON.parse(String(await server.say('get', 'bot_polling_lock')))).toEqual({
      host: hostname(),
      pid: process.pid,
      env: 'test',
      ts: '2026-05-01T00:00:00.000Z',
      id: 'first',
      epoch: 1,
      bot_id: 77,
    })
    expect(await server.say('pttl', 'bot_polling_lock')).toBeGreaterThan(20_000)
    await until(async () => (await server.say('get', 'bot_polling_heartbeat')) !== null)
    expect(await server.say('ttl', 'bot_polling_heartbeat')).toBeGreaterThan(86_000)
    clock.moveTo(after(clock.now(), seconds(7)))
    tenure()?.beat()
    const last = Math.floor(clock.now().getTime() / 1000)
    expect(await series('staffprobot_bot_polling_heartbeat_timestamp')).toBe(last)
    await until(async () => {
      clock.moveTo(after(clock.now(), 500))
      return Number(await server.say('get', 'bot_polling_heartbeat')) === last
    })
    expect(await series('redis_eviction_policy_unsafe')).toBe(0)
    stop.abort()
    await done
    await until(async () => (await server.say('get', 'bot_polling_lock')) === null)
    expect(warnings()).toEqual([])
  })

  test('several bots have a key each', async () => {
    const server = await own()
    const { renews } = await scene({ url: server.url, several: true })
    await renews()
    await until(async () => (await server.say('exists', 'bot_polling_lock:ferry', 'bot_polling_heartbeat:ferry')) === 2)
    expect(await server.say('exists', 'bot_polling_lock', 'bot_polling_heartbeat')).toBe(0)
  })

  test('a Redis that is flushed, stands still, or is killed is a warning; the lease is held all the while', async () => {
    const server = await own()
    const { tenure, renews, warnings, database } = await scene({ url: server.url })
    await renews()
    await until(async () => (await server.say('exists', 'bot_polling_lock')) === 1)
    await server.say('flushall')
    await renews()
    await until(async () => (await server.say('exists', 'bot_polling_lock')) === 1)
    expect(warnings()).toEqual([])

    await server.say('client', 'pause', '1500', 'ALL')
    await renews()
    await until(() => warnings().includes('lock_not_mirrored'))
    expect(tenure()?.isOurs()).toBe(true)

    await server.kill()
    for (let time = 0; time < 3; time += 1) await renews()
    await until(() => warnings().includes('redis_away'))
    expect(tenure()?.isOurs()).toBe(true)

    await server.start()
    await until(async () => {
      await renews()
      return (await server.say('exists', 'bot_polling_lock')) === 1
    })
    expect((await look(database))[0]).toMatchObject({ epoch: 1, held: true })
    // One line for each time of trouble, not one for each command.
    expect(warnings().length).toBeLessThanOrEqual(4)
  })

  test('a wrong password is a warning without the password', async () => {
    const server = await own(['--requirepass', 'the_right_one'])
    const url = server.url.replace('redis://', 'redis://:not_the_right_one@')
    const { tenure, renews, warnings, logged } = await scene({ url })
    await renews()
    await until(() => warnings().length > 0)
    for (let time = 0; time < 3; time += 1) await renews()
    expect(tenure()?.isOurs()).toBe(true)
    expect(JSON.stringify(logged)).not.toMatch(/the_right_one/)
  })

  test('a Redis that may throw keys away is told and exported', async () => {
    const server = await own(['--maxmemory-policy', 'allkeys-lru'])
    const { series, warnings } = await scene({ url: server.url })
    await until(async () => (await series('redis_eviction_policy_unsafe')) === 1)
    expect(warnings()).toContain('redis_eviction_policy_unsafe')
  })
})

test('where there is no Redis at the address, polling goes on with one warning', async () => {
  const { tenure, renews, warnings } = await scene({ url: 'redis://127.0.0.1:1' })
  for (let time = 0; time < 3; time += 1) await renews()
  await until(() => warnings().includes('redis_away'))
  expect(tenure()?.isOurs()).toBe(true)
  expect(warnings().filter((event) => event === 'redis_away')).toHaveLength(1)
})
