import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createPostgres } from '../database.ts'
import { inTime, until } from '../until.ts'
import { texts } from './counting/bot.ts'
import { brokenPromises, doubled, type Outcome, type Written } from './counting/check.ts'
import { backlog, lookAt } from './counting/look.ts'
import { dataFolder } from './data-folder.ts'
import { createForeignTelegram, type ForeignTelegram, type Moment } from './foreign-telegram.ts'
import type { ProcessOptions } from './house-process.ts'
import { endProcesses, type HouseProcess, ProcessEnded, spawnHouse } from './processes.ts'
import { type Chance, chance } from './random.ts'

const SEED = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1e9))
const SECRET = 'secret_of_the_tests'
const CHATS = 8
const DRAIN_MS = 40_000

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  await endProcesses()
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

test('kill -9 at 20 random moments loses no update, applies none twice and keeps every chat in order', async () => {
  const { outcome, telegram, log } = await storm({ seed: SEED, kills: 20, updates: 500 })
  const broken = brokenPromises(outcome)
  expect(broken, `KILL_SEED=${SEED}\n${broken.length > 0 ? log : ''}`).toEqual([])
  expect(outcome.applied).toHaveLength(500)
  // The storm was one: updates came again, and answers were lost with the process.
  expect(telegram.repeated(), `KILL_SEED=${SEED}: updates given again`).toBeGreaterThan(20)
  expect(doubled(outcome), `KILL_SEED=${SEED}: replies taken twice`).toBeGreaterThan(0)
}, 120_000)

test('the same storm finds updates applied twice when the inbox does not know repeats', async () => {
  const { outcome } = await storm({ seed: SEED, kills: 2, updates: 120, mutant: 'no-dedupe' })
  expect(brokenPromises(outcome).filter((sentence) => /was applied \d+ times/.test(sentence))).not.toEqual([])
}, 60_000)

interface Storm {
  seed: number
  kills: number
  /** Half of them go to a bot that is given its updates by webhook, half to one that asks for them. */
  updates: number
  mutant?: 'no-dedupe'
}

/** Lives of one house, each ended by kill -9 while updates come in, then one that may finish what is left. */
async function storm({ seed, kills, updates, mutant }: Storm) {
  const luck = chance(seed)
  const telegram = await createForeignTelegram({
    bots: { counting: 'webhook', polled: 'polling' },
    secret: SECRET,
    chance: chance(seed + 1),
    lost: 0.1,
  })
  cleanups.push(telegram.close)
  const database = await emptyDatabase()
  const next = (life: number) => spawnHouse(optionsFor({ database, telegram, life, mutant }))
  const written: Written[] = []
  const write = writer(telegram, luck, written)
  const shareOf = (life: number) =>
    Math.floor((updates * (life + 1)) / (kills + 1)) - Math.floor((updates * life) / (kills + 1))
  const writing: Promise<void>[] = []

  let waiting = next(0)
  let log = ''
  for (let life = 0; life < kills; life += 1) {
    const house = waiting
    await house.loaded()
    waiting = next(life + 1)
    writing.push(write(shareOf(life)))
    await liveAndDie(house, telegram, planOf(luck, shareOf(life)))
    log = (log + house.log()).slice(-4_000)
  }
  await Promise.all([...writing, write(shareOf(kills))])
  telegram.doors = [await waiting.begin()]
  await until(
    async () => telegram.unconfirmed() === 0 && Object.values(await backlog(waiting)).every((count) => count === 0),
    DRAIN_MS,
    async () => `${JSON.stringify({ ...(await backlog(waiting)), unconfirmed: telegram.unconfirmed() })} left\n${log}`,
  )
  const outcome: Outcome = await lookAt(waiting, telegram, written)
  return { outcome, telegram, log: log + waiting.log() }
}

/**
 * When the process dies: some milliseconds after it was told to begin; or at the very moment when it sends its nth message
 * or confirms its nth update, or a little later. Counted in work, a slow machine is hit as hard as a quick one.
 */
interface Plan {
  count: number
  what: Moment | 'begin'
  ms: number
}

function planOf(luck: Chance, share: number): Plan {
  if (luck.happens(0.2)) return { what: 'begin', count: 0, ms: luck.whole(0, 500) }
  const what = luck.happens(0.5) ? 'message' : 'confirmation'
  return { what, count: luck.whole(0, Math.floor(share / 2)), ms: luck.happens(0.5) ? 0 : luck.whole(1, 25) }
}

async function liveAndDie(house: HouseProcess, telegram: ForeignTelegram, { what, count, ms }: Plan) {
  const ready = house.begin().then(
    (url) => {
      telegram.doors = [url]
    },
    (error: unknown) => {
      if (!(error instanceof ProcessEnded && error.wanted)) throw error
    },
  )
  if (what !== 'begin') {
    const moment = telegram.after(count, what)
    await ready
    await inTime(moment, DRAIN_MS, () => `${count} times "${what}" in this life\n${house.log()}`)
  }
  if (ms > 0) await delay(ms)
  await house.kill()
  telegram.doors = []
  await ready
}

/** Writes to both bots from 8 chats each at random moments of a life; resolves when all is written. */
function writer(telegram: ForeignTelegram, luck: Chance, written: Written[]) {
  const seqs = new Map<string, number>()
  return async (count: number) => {
    const moments = Array.from({ length: count }, () => ({
      at: luck.whole(0, 600),
      bot: luck.happens(0.5) ? 'counting' : 'polled',
      chat: luck.whole(1, CHATS),
    })).sort((a, b) => a.at - b.at)
    let now = 0
    for (const { at, bot, chat } of moments) {
      if (at > now) await delay(at - now)
      now = at
      const seq = (seqs.get(`${bot} ${chat}`) ?? 0) + 1
      seqs.set(`${bot} ${chat}`, seq)
      written.push({ bot, chat, seq })
      telegram.writes(bot, chat, texts.message(seq))
    }
  }
}

async function emptyDatabase(): Promise<ProcessOptions['database']> {
  if (process.env.TEST_DATABASE_URL) return { url: await createPostgres(process.env.TEST_DATABASE_URL) }
  const { folder, remove } = await dataFolder()
  cleanups.push(remove)
  return { folder }
}

const ORIGIN = Date.now()

/** On PostgreSQL time runs twenty times as fast: what a dead process had claimed comes back after 1.5 s instead of 30. */
const optionsFor = (given: {
  database: ProcessOptions['database']
  telegram: ForeignTelegram
  life: number
  mutant: 'no-dedupe' | undefined
}): ProcessOptions => ({
  database: given.database,
  telegram: given.telegram.root(`life-${given.life}`),
  secret: SECRET,
  clock: { speed: 'url' in given.database ? 20 : 4, origin: ORIGIN },
  guests: [
    {
      module: new URL('./counting/bot.ts', import.meta.url).href,
      token: given.telegram.tokenOf('counting'),
      door: 'webhook',
    },
    {
      module: new URL('./counting/polled.ts', import.meta.url).href,
      token: given.telegram.tokenOf('polled'),
      door: 'polling',
    },
  ],
  mutant: given.mutant,
})
