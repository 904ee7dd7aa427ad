import { afterEach, describe, expect, test } from 'vitest'
import { createPostgres } from '../database.ts'
import { until } from '../until.ts'
import { texts } from './counting/bot.ts'
import { brokenPromises, type Written } from './counting/check.ts'
import { backlog, lookAt } from './counting/look.ts'
import { createForeignTelegram, type ForeignTelegram } from './foreign-telegram.ts'
import { endProcesses, startWorkers, type Workers } from './processes.ts'
import { chance } from './random.ts'

const SERVER = process.env.TEST_DATABASE_URL
const SECRET = 'secret_of_the_tests'
const PATIENCE_MS = 40_000

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  await endProcesses()
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

describe.skipIf(!SERVER)('four processes on one PostgreSQL (skipped without TEST_DATABASE_URL)', () => {
  test('50 people race for the last slot: one gets it, 49 are told politely', async () => {
    const { telegram, workers } = await open('slots', './slots/bot.ts')
    for (let person = 1; person <= 50; person += 1) telegram.writes('slots', person, '/take')
    await until(
      () => telegram.accepted.length >= 50,
      PATIENCE_MS,
      () => `${telegram.accepted.length} of 50 answers\n${logsOf(workers)}`,
    )
    const answers = telegram.accepted.map(({ text }) => text)
    expect(answers.filter((text) => text.startsWith('It is yours.'))).toHaveLength(1)
    expect(answers.filter((text) => text.startsWith('Somebody was quicker.'))).toHaveLength(49)
    expect(new Set(answers.map((text) => /\d+/.exec(text)?.[0])).size, 'processes in the race').toBeGreaterThan(1)
    const [house] = workers.houses
    expect(await house?.query('select free from slots.slots')).toEqual([{ free: 0 }])
    expect(await house?.query('select count(*) as holders from slots.holders')).toEqual([{ holders: 1 }])
  }, 90_000)

  test(
    '40 chats of 25 updates are handled in order, each once',
    () => counted('./counting/bot.ts', { chats: 40, each: 25 }),
    90_000,
  )

  test(
    'chats that need the same rows in any order wait for each other, and nothing is given up',
    () => counted('./counting/shared.ts', { chats: 20, each: 5 }),
    90_000,
  )
})

async function counted(module: string, { chats, each }: { chats: number; each: number }) {
  const { telegram, workers } = await open('counting', module)
  const written: Written[] = []
  for (let seq = 1; seq <= each; seq += 1) {
    for (let chat = 1; chat <= chats; chat += 1) {
      written.push({ bot: 'counting', chat, seq })
      telegram.writes('counting', chat, texts.message(seq))
    }
  }
  const house = workers.houses[0]!
  await until(
    async () => telegram.unconfirmed() === 0 && Object.values(await backlog(house)).every((count) => count === 0),
    PATIENCE_MS,
    async () => `${JSON.stringify(await backlog(house))} left\n${logsOf(workers)}`,
  )
  const broken = brokenPromises(await lookAt(house, telegram, written))
  expect(broken, broken.length > 0 ? logsOf(workers) : '').toEqual([])
  expect(new Set(telegram.accepted.map(({ mark }) => mark)).size, 'processes that sent').toBeGreaterThan(1)
}

async function open(bot: string, module: string): Promise<{ telegram: ForeignTelegram; workers: Workers }> {
  const telegram = await createForeignTelegram({ bots: { [bot]: 'webhook' }, secret: SECRET, chance: chance(1) })
  cleanups.push(telegram.close)
  const url = await createPostgres(SERVER ?? '')
  const workers = await startWorkers(4, (index) => ({
    database: { url },
    telegram: telegram.root(`worker-${index}`),
    secret: SECRET,
    guests: [{ module: new URL(module, import.meta.url).href, token: telegram.tokenOf(bot), door: 'webhook' }],
  }))
  telegram.doors = workers.doors
  return { telegram, workers }
}

const logsOf = ({ houses }: Workers) => houses.map((house) => house.log().slice(-2_000)).join('\n')
