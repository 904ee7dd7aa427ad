import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db/database.ts'
import type { Redis } from '#platform/db/redis.ts'
import { openHouse } from '#platform/house.ts'
import { after, type Clock, seconds } from '#platform/ops/clock.ts'
import { createHealth } from '#platform/ops/health.ts'
import { createLog } from '#platform/ops/log.ts'
import type { Part } from '#platform/ops/loop.ts'
import { createMetrics, type Metrics } from '#platform/ops/metrics.ts'
import { createTelegram, type Telegram } from '#platform/telegram/client.ts'
import type { Bot } from '#platform/updates/bot.ts'
import { acquire, beat, type Claim, pollingLease, renew } from '#platform/updates/lease-table.ts'
import { createAlertWebhook } from '#platform/updates/monitor/alert-webhook.ts'
import { type Announce, createAnnounce } from '#platform/updates/monitor/announce.ts'
import { createDeadman } from '#platform/updates/monitor/deadman.ts'
import { createMonitor } from '#platform/updates/monitor/monitor.ts'
import { createPing } from '#platform/updates/monitor/ping.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { createWeb } from '#platform/web/server.ts'
import { createSimulator, type SimBot, type Simulator } from '#simulator/simulator.ts'
import { type Citizen, type CitizenSpec, citizen } from './citizen.ts'
import { handClock } from './clock.ts'
import { freshDatabase } from './database.ts'
import { onServerClock } from './server-clock.ts'
import { until } from './until.ts'

export interface HousesOptions {
  at?: string
  /** Bots whose updates Telegram brings; those of the others are fetched. */
  webhook?: boolean
  redis?: Redis
  alertUrl?: string
  pingUrl?: string
}

/** One process of the house. */
export interface Process {
  readonly owner: string
  readonly metrics: Metrics
  /** It polls for these bots from now on, and Telegram answers. */
  polls(...bots: string[]): Promise<void>
  /** Its polling is no longer answered; the process lives on. */
  hangs(): void
  /** What its monitor calls when something is to be told. */
  readonly announce: Announce
  /** Gone without a word, as by kill -9. */
  dies(): Promise<void>
}

export interface ProcessSpec {
  /** It looks after the bots; else its monitor is broken and only the dead-man switch works. */
  monitors?: boolean
  /** The database as this process sees it. */
  database?(honest: Database): Database
}

/** Several processes of one house on one database, with a clock moved by hand: for what they have to agree on. */
export interface Houses {
  process(spec?: ProcessSpec): Process
  /** The same person with each of the bots; a superadmin unless said otherwise. */
  person(name: string, bot: string, spec?: CitizenSpec): Citizen
  passes(ms: number): Promise<void>
  /** Everything stands still for so long, as a machine that sleeps. */
  sleeps(ms: number): Promise<void>
  settled(): Promise<void>
  readonly now: Date
  readonly database: Database
  readonly simulator: Simulator
  readonly bots: ReadonlyMap<string, SimBot>
  readonly logged: readonly Record<string, unknown>[]
}

const PLATFORM = fileURLToPath(new URL('../platform/db/migrations', import.meta.url))
const UNLIMITED = { burst: 1e9, perSecond: 1e9 }
const SECRET = 'a-secret-of-the-tests'
const STEP_MS = seconds(5)
export const ALERT_SECRET = 'an-alert-secret-of-the-tests'

const closing: (() => Promise<unknown>)[] = []

/** To be called after each test. */
export async function closeHouses(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close()
}

export async function houses(bots: readonly Bot[], options: HousesOptions = {}): Promise<Houses> {
  const clock = handClock(new Date(options.at ?? '2026-05-01T00:00:00Z'))
  const database = onServerClock(await freshDatabase([{ schema: 'posthouse', folder: PLATFORM }]), clock)
  const logged: Record<string, unknown>[] = []
  const log = createLog({ level: 'debug', destination: { write: (line) => void logged.push(JSON.parse(line)) } })
  const simulator = await createSimulator({ clock })
  closing.push(simulator.close)
  const listed = new Map(
    bots.map(({ name }) => [name, simulator.bot({ username: `${name}_bot`, name, about: '' })] as const),
  )
  const superadmins = new Set<number>()
  const guests = bots.map((bot) => {
    const telegram = createTelegram({
      apiRoot: simulator.url,
      token: listed.get(bot.name)!.token,
      metrics: createMetrics(),
    })
    closing.push(() => telegram.close())
    return { bot, telegram, username: `${bot.name}_bot`, outside: undefined }
  })
  /** Has the doors and sends; it looks after nothing. */
  const front = await openFront(database, clock, guests)
  const running = new Set<{ asleep: number; parts: number; beat(): Promise<void> }>()

  async function openFront(database: Database, clock: Clock, guests: Parameters<typeof openHouse>[0]['guests']) {
    const metrics = createMetrics()
    const limits = { perBot: UNLIMITED, perChat: UNLIMITED, perGroup: UNLIMITED }
    const house = await openHouse({ database, clock, log, metrics, superadmins, guests, limits })
    const secrets = new Map(bots.map(({ name }) => [name, [SECRET]] as const))
    const door = webhookDoor({ inbox: house.inbox, clock, log, metrics, secrets })
    const web = createWeb({ health: createHealth({}), metrics, log, door })
    const url = await web.listen({ host: '127.0.0.1', port: 0 })
    for (const { bot, telegram } of guests) {
      await telegram.call('setWebhook', { url: `${url}/webhook/${bot.name}`, secret_token: SECRET })
    }
    closing.push(async () => {
      await web.close()
      await house.sender.leave()
    })
    return house
  }

  async function settled() {
    const areQuiet = () => [...running].every(({ asleep, parts }) => asleep >= parts)
    await new Promise(setImmediate)
    await until(areQuiet)
    for (let done = 1; done > 0; ) {
      await simulator.settled()
      done = (await front.dispatch.round()) + (await front.sender.round())
      await front.sender.quiet()
    }
  }

  return {
    process(spec = {}) {
      const made = createProcess({ ...options, spec, database, clock, log, guests, superadmins })
      running.add(made)
      closing.push(made.dies)
      const dies = () => {
        running.delete(made)
        return made.dies()
      }
      return { ...made, dies }
    },
    person(name, bot, spec = {}) {
      const person = citizen({ name, spec, simulator, bot: listed.get(bot)!, settled })
      if (spec.superadmin !== false) superadmins.add(person.id)
      return person
    },
    async passes(ms) {
      for (const end = clock.now().getTime() + ms; clock.now().getTime() < end; ) {
        clock.moveTo(after(clock.now(), STEP_MS))
        for (const { beat } of running) await beat()
        await settled()
      }
    },
    async sleeps(ms) {
      clock.moveTo(after(clock.now(), ms))
      await settled()
      for (const { beat } of running) await beat()
    },
    settled,
    get now() {
      return clock.now()
    },
    database,
    simulator,
    bots: listed,
    logged,
  }
}

interface Surroundings extends HousesOptions {
  spec: ProcessSpec
  database: Database
  clock: Clock
  log: ReturnType<typeof createLog>
  guests: readonly { bot: Bot; telegram: Telegram }[]
  superadmins: ReadonlySet<number>
}

let processes = 0

function createProcess(given: Surroundings) {
  const { spec, log, guests, superadmins, redis, pingUrl: ping, alertUrl } = given
  processes += 1
  const owner = `process-${processes}`
  const metrics = createMetrics()
  const database = spec.database?.(given.database) ?? given.database
  const claims = new Map<string, Claim>()
  let isAnswered = true
  const state = { asleep: 0, parts: 0 }
  const clock: Clock = {
    ...given.clock,
    async sleep(ms, signal) {
      state.asleep += 1
      await given.clock.sleep(ms, signal)
      state.asleep -= 1
    },
  }
  const charges = guests.map(({ bot, telegram }) => ({ bot, telegram, polls: !given.webhook }))
  const bots = guests.map(({ bot }) => bot.name)
  const common = { database, clock, log, metrics, charges, superadmins, environment: 'test' }
  const announce = createAnnounce({ ...common, alerts: alertUrl !== undefined })
  const parts: Part[] = [
    createDeadman({ ...common, bots, announce }),
    ...(spec.monitors === false
      ? []
      : [
          createMonitor({
            ...common,
            alerts: alertUrl !== undefined,
            owner,
            announce,
            redis,
            ping: ping === undefined ? undefined : createPing({ url: ping, log, metrics }),
          }),
        ]),
    ...(alertUrl ? [createAlertWebhook({ database, clock, log, metrics, url: alertUrl, secret: ALERT_SECRET })] : []),
  ]
  const stopping = new AbortController()
  state.parts = parts.length
  const ended = Promise.all(parts.map((part) => part.run(stopping.signal)))
  /** It renews its leases, and tells when Telegram last answered. */
  async function beatAll() {
    for (const claim of claims.values()) {
      await renew(given.database, claim, seconds(30))
      if (isAnswered) await beat(given.database, claim, 0)
    }
  }

  return Object.assign(state, {
    owner,
    metrics,
    announce,
    beat: beatAll,
    async polls(...names: string[]) {
      isAnswered = true
      for (const bot of names) {
        const { telegram } = guests.find((guest) => guest.bot.name === bot)!
        const name = pollingLease(telegram.id)
        const holder = { bot, host: owner, pid: 1, env: 'test', ts: given.clock.now().toISOString() }
        const acquired = await acquire(given.database, { name, owner, holder, ttlMs: seconds(30), dead: undefined })
        if (acquired) claims.set(bot, { name, owner, epoch: acquired.epoch })
      }
      await beatAll()
    },
    hangs() {
      isAnswered = false
    },
    async dies() {
      stopping.abort()
      state.parts = 0
      claims.clear()
      await ended
    },
  })
}
