import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db/database.ts'
import { upgrade } from '#platform/db/migrate.ts'
import { openHouse } from '#platform/house.ts'
import { createFleet } from '#platform/operations/fleet.ts'
import type { Clock } from '#platform/ops/clock.ts'
import { createHealth } from '#platform/ops/health.ts'
import type { Log } from '#platform/ops/log.ts'
import type { Part } from '#platform/ops/loop.ts'
import { createMetrics, type Metrics } from '#platform/ops/metrics.ts'
import type { LimitProfile } from '#platform/outbox/limits.ts'
import { createTelegram } from '#platform/telegram/client.ts'
import type { Bot } from '#platform/updates/bot.ts'
import { allowedUpdates, createIntroduction } from '#platform/updates/introduce.ts'
import { createLeases } from '#platform/updates/lease.ts'
import { createAnnounce } from '#platform/updates/monitor/announce.ts'
import { createDeadman } from '#platform/updates/monitor/deadman.ts'
import { createMonitor } from '#platform/updates/monitor/monitor.ts'
import { createPolling } from '#platform/updates/polling.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { createWeb } from '#platform/web/server.ts'
import { webhookRoutes } from '#platform/web/webhooks.ts'
import { onServerClock } from '../server-clock.ts'

export interface HouseSpec {
  database: Database
  clock: Clock
  log: Log
  /** Root of the Bot API. */
  telegram: string
  guests: readonly {
    bot: Bot
    token: string
    door: 'webhook' | 'polling'
    settings?: Readonly<Record<string, string>>
  }[]
  /** The webhooks' secret token. */
  secret: string
  superadmins?: readonly number[]
  /** Telegram's limits; none when left out. */
  limits?: LimitProfile
  /** Polls under a lease, as `posthouse start` does, with the database's clock as fast as ours; without one when left out. */
  leased?: boolean | undefined
  /** Lets each bot introduce itself to Telegram first (getMe, the menu), as `posthouse start` does. */
  introduces?: boolean
  /** Looks after the bots, as `posthouse start` does; the guests then are fetched by polling, here or elsewhere. */
  monitors?: boolean | undefined
}

export interface RunningHouse {
  /** Where its webhooks are: `<url>/webhook/<bot>`. */
  url: string
  metrics: Metrics
  /** Ends as SIGTERM does: what runs is finished. */
  stop(): Promise<void>
  /** Rejects when a part fails; resolves after `stop`. */
  ended: Promise<void>
}

const UNLIMITED = { burst: 1e9, perSecond: 1e9 }
const PLATFORM = fileURLToPath(new URL('../../platform/db/migrations', import.meta.url))

/** The whole house with its real loops and doors, on a database of the caller's. */
export async function runHouse(spec: HouseSpec): Promise<RunningHouse> {
  const { clock, log } = spec
  const database = onServerClock(spec.database, clock)
  const bots = spec.guests.map(({ bot }) => bot)
  await upgrade(database, [
    { schema: 'posthouse', folder: PLATFORM },
    ...bots.flatMap(({ name, migrations }) =>
      migrations ? [{ schema: name, folder: fileURLToPath(migrations) }] : [],
    ),
  ])
  const metrics = createMetrics()
  const telegrams = new Map(
    spec.guests.map(({ bot, token }) => [bot.name, createTelegram({ apiRoot: spec.telegram, token, metrics })]),
  )
  const fleet = createFleet(database, telegrams)
  const guests = spec.guests.map(({ bot, settings = {} }) => ({
    bot,
    username: `${bot.name}_bot`,
    telegram: telegrams.get(bot.name)!,
    outside: bot.connect?.({
      settings: settingsOf(bot, settings),
      environment: 'test',
      clock,
      log,
      metrics,
      ...(bot.operates ? { fleet } : {}),
    }),
  }))
  const house = await openHouse({
    database,
    clock,
    log,
    metrics,
    superadmins: new Set(spec.superadmins),
    guests,
    limits: spec.limits ?? { perBot: UNLIMITED, perChat: UNLIMITED, perGroup: UNLIMITED },
  })
  const door = (name: string) => spec.guests.find(({ bot }) => bot.name === name)?.door
  const secrets = new Map(
    bots.filter(({ name }) => door(name) === 'webhook').map(({ name }) => [name, [spec.secret]] as const),
  )
  const web = createWeb({
    health: createHealth({}),
    metrics,
    log,
    door: webhookDoor({ inbox: house.inbox, clock, log, metrics, secrets }),
    routes: [webhookRoutes({ deliveries: house.deliveries, log, metrics })],
  })
  const url = await web.listen({ host: '127.0.0.1', port: 0 })

  const introductions = guests.map(
    ({ bot, telegram }): Part => createIntroduction({ bot, telegram, clock, log, called: () => undefined }),
  )
  const owner = randomUUID()
  const leases = createLeases({ database, clock, log, metrics, chance: Math.random, owner, environment: 'test' })
  const polling = guests
    .filter(({ bot }) => door(bot.name) === 'polling')
    .map(({ bot, telegram }): Part => {
      const { name, run } = createPolling({
        bot: bot.name,
        telegram,
        inbox: house.inbox,
        clock,
        log,
        metrics,
        allowed: allowedUpdates(bot),
      })
      if (!spec.leased) return { name, run }
      return { name, run: (signal) => leases.hold({ bot: bot.name, telegramId: telegram.id }, signal, run) }
    })
  const stopping = new AbortController()
  const { dispatch, sender, worker, schedule, notifier } = house
  const monitor = spec.monitors ? monitorParts() : []
  const parts = [
    ...monitor,
    dispatch,
    sender,
    worker,
    schedule,
    notifier,
    ...polling,
    ...(spec.introduces ? introductions : []),
  ]
  const ended = Promise.all(parts.map((part) => part.run(stopping.signal))).then(() => undefined)
  function monitorParts(): Part[] {
    const common = {
      ...{ database, clock, log, metrics, environment: 'test', alerts: false },
      charges: guests.map(({ bot, telegram }) => ({ bot, telegram, polls: true })),
      superadmins: new Set(spec.superadmins),
    }
    const announce = createAnnounce(common)
    return [
      createMonitor({ ...common, owner, announce }),
      createDeadman({ database, clock, log, metrics, bots: bots.map(({ name }) => name), announce }),
    ]
  }

  return {
    url,
    metrics,
    ended,
    async stop() {
      stopping.abort()
      await ended
      await web.close()
      await Promise.all(guests.map(({ telegram }) => telegram.close()))
      await database.close()
    },
  }
}

const settingsOf = ({ settings = {} }: Bot, given: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema.parse(given[name])]))
