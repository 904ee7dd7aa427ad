import { afterEach, describe, expect, test } from 'vitest'
import { openPostgres } from '#platform/db/postgres.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createSimulator } from '#simulator/simulator.ts'
import { createPostgres } from '../database.ts'
import { until } from '../until.ts'
import { fastClock } from './fast-clock.ts'
import type { ProcessOptions } from './house-process.ts'
import { endProcesses, spawnHouse } from './processes.ts'

const SERVER = process.env.TEST_DATABASE_URL
/** A minute is a second. */
const SPEED = 60
const PATIENCE_MS = 60_000

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  await endProcesses()
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

describe.skipIf(!SERVER)('two processes on one PostgreSQL (skipped without TEST_DATABASE_URL)', () => {
  test('when the one that polls stands still, the other one says so, once; and once that it is back', async () => {
    const { poller, other, told, monitor, roundsGoOn } = await open()
    await until(async () => (await monitor()) === other.pid, PATIENCE_MS, other.log)
    expect(told()).toEqual([0, 0])

    poller.pause()
    await until(() => told()[0]! > 0, PATIENCE_MS, other.log)
    await roundsGoOn(5)
    expect(told()).toEqual([1, 0])

    poller.resume()
    await until(
      () => told()[1]! > 0,
      PATIENCE_MS,
      () => poller.log() + other.log(),
    )
    await roundsGoOn(3)
    expect(told()).toEqual([1, 1])
  }, 150_000)
})

async function open() {
  const url = await createPostgres(SERVER ?? '')
  const database = await openPostgres({ url, poolSize: 1, log: silentLog })
  cleanups.push(database.close)
  const clock = { speed: SPEED, origin: Date.now() }
  const simulator = await createSimulator({ clock: fastClock(clock.speed, clock.origin) })
  cleanups.push(simulator.close)
  const bot = simulator.bot({ username: 'polled_bot', name: 'Polled' })
  const olena = simulator.person('Olena')
  const options = (door: 'polling' | 'webhook'): ProcessOptions => ({
    database: { url },
    telegram: simulator.url,
    secret: 'unused',
    clock,
    leased: true,
    monitors: true,
    superadmins: [olena.id],
    guests: [{ module: new URL('./counting/polled.ts', import.meta.url).href, token: bot.token, door }],
  })
  const poller = spawnHouse(options('polling'))
  await poller.begin()
  const other = spawnHouse(options('webhook'))
  await other.begin()
  const texts = () =>
    simulator.transcript(olena, bot).flatMap(({ message }) => ('text' in message ? [message.text] : []))
  simulator.says(olena, bot, '/start')
  await until(() => texts().length > 1, PATIENCE_MS, poller.log)

  const monitorRow = async () => {
    const { rows } = await database.query<{ holder: string; at: Date | null }>(
      `select holder, heartbeat_at as at from posthouse.leases where name like 'monitor %'`,
    )
    return rows[0]
  }
  return {
    poller,
    other,
    /** How often Olena was told that it is wrong, and that it is right. */
    told: () => ['🔴', '🟢'].map((mark) => texts().filter((text) => text?.startsWith(mark)).length),
    /** The process that looks after the bots. */
    monitor: async () => (JSON.parse((await monitorRow())?.holder ?? '{}') as { pid?: number }).pid,
    /** So many more rounds are done. */
    async roundsGoOn(many: number) {
      for (let seen = await monitorRow(), left = many; left > 0; ) {
        const now = await monitorRow()
        if (now?.at?.getTime() !== seen?.at?.getTime()) left -= 1
        seen = now
        await until(async () => (await monitorRow())?.at?.getTime() !== seen?.at?.getTime() || left === 0, PATIENCE_MS)
      }
    },
  }
}
