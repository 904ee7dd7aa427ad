import { afterEach, describe, expect, test } from 'vitest'
import { createPostgres } from '../database.ts'
import { until } from '../until.ts'
import { createForeignTelegram } from './foreign-telegram.ts'
import { endProcesses, type HouseProcess, startWorkers } from './processes.ts'
import { chance } from './random.ts'

const SERVER = process.env.TEST_DATABASE_URL
const SPEED = 10
const LEASE_S = 30
const PATIENCE_MS = 20_000

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  await endProcesses()
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

describe.skipIf(!SERVER)('three processes on one PostgreSQL want to poll (skipped without TEST_DATABASE_URL)', () => {
  test('one that stood still for too long asks Telegram nothing when it wakes; one that is killed, or ends, is replaced', async () => {
    const { telegram, houses, leader, bothWays } = await open()
    const first = await leader()

    houses[first]!.pause()
    const second = await leader([first])
    const before = telegram.asked.filter((mark) => mark === `house-${first}`).length
    houses[first]!.resume()
    await until(() => /lease_lost/.test(houses[first]!.log()), PATIENCE_MS)
    await bothWays('after the pause')
    expect(await leader(), 'who woke up leads no more').toBe(second)
    expect(telegram.asked.filter((mark) => mark === `house-${first}`).length, 'rounds of who woke up').toBe(before)

    await houses[second]!.kill()
    const third = await leader([second])

    const stopped = performance.now()
    const stop = houses[third]!.stop()
    await leader([second, third])
    // It was given back, or it would have had to run out. How quickly, is told where no machine is slow: updates/lease.test.ts.
    expect(((performance.now() - stopped) / 1000) * SPEED, 'seconds after SIGTERM, by the fast clock').toBeLessThan(
      LEASE_S - 5,
    )
    await stop
    await bothWays('at the end')
  }, 90_000)
})

async function open() {
  const telegram = await createForeignTelegram({ bots: { polled: 'polling' }, secret: 'unused', chance: chance(1) })
  cleanups.push(telegram.close)
  const url = await createPostgres(SERVER ?? '')
  const origin = Date.now()
  const { houses } = await startWorkers(3, (index) => ({
    database: { url },
    telegram: telegram.root(`house-${index}`),
    secret: 'unused',
    clock: { speed: SPEED, origin },
    leased: true,
    guests: [
      {
        module: new URL('./counting/polled.ts', import.meta.url).href,
        token: telegram.tokenOf('polled'),
        door: 'polling',
      },
    ],
  }))
  /** Who asks Telegram for updates from now on, other than those who cannot. */
  async function leader(except: number[] = []): Promise<number> {
    const from = telegram.asked.length
    // Somebody writes, so that the waiting call is answered and the next one comes.
    telegram.writes('polled', 1, 'message 1')
    const others = () => telegram.asked.slice(from).filter((mark) => !except.some((one) => mark === `house-${one}`))
    await until(
      () => others().length > 0,
      PATIENCE_MS,
      () => houses.map((house: HouseProcess) => house.log()).join('\n'),
    )
    return Number(others().at(-1)!.split('-')[1])
  }
  const bothWays = async (what: string) => {
    telegram.writes('polled', 2, 'message 1')
    await until(
      () => telegram.unconfirmed() === 0,
      PATIENCE_MS,
      () => `not confirmed ${what}`,
    )
  }
  return { telegram, houses, leader, bothWays }
}
