import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stderr } from 'node:process'
import { parseArgs } from 'node:util'
import { isCurrent, upgrade } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { createSweep } from '#platform/db/sweep.ts'
import { type Guest, openHouse } from '#platform/house.ts'
import { jobContext, noNotes, writeNotes } from '#platform/jobs/context.ts'
import { systemClock } from '#platform/ops/clock.ts'
import { createHealth } from '#platform/ops/health.ts'
import { createLog, scrubber } from '#platform/ops/log.ts'
import type { Part } from '#platform/ops/loop.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { createReport } from '#platform/ops/report.ts'
import { runParts } from '#platform/ops/shutdown.ts'
import { meet } from '#platform/people/people.ts'
import { createTelegram } from '#platform/telegram/client.ts'
import { allowedUpdates, createIntroduction } from '#platform/updates/introduce.ts'
import { createLeases } from '#platform/updates/lease.ts'
import { createPolling } from '#platform/updates/polling.ts'
import { webhookSecret } from '#platform/updates/secret.ts'
import { webhookRoutes } from '#platform/updates/webhook.ts'
import { createMetricsServer, createWeb } from '#platform/web/server.ts'
import { ConfigError, configure, readEnvironment, settingsWith } from '../config.ts'
import { fleet } from '../fleet.ts'
import { places } from './open.ts'
import { openSimulatedWorld } from './simulated.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const ROLES = ['all', 'door', 'worker'] as const

/** Opens the database, puts the rooms together, runs them until a signal comes, and closes in order. */
export async function start(args: string[]): Promise<void> {
  const began = performance.now()
  const role = roleIn(args)
  const environment = readEnvironment()
  const config = configure(environment, fleet)
  const { house: settings } = config
  const clock = systemClock
  const log = createLog({ level: settings.LOG_LEVEL, secrets: config.secrets }).child({
    env: settings.ENVIRONMENT,
    pid: process.pid,
  })
  const metrics = createMetrics({ processMetrics: true })
  metrics.counter('bot_process_starts_total', 'Starts of this process').add(1)
  metrics.gauge('build_info', 'What runs here', ['version', 'node']).set(1, { version, node: process.version })
  const report = await createReport({
    dsn: settings.SENTRY_DSN,
    environment: settings.SENTRY_ENV ?? settings.ENVIRONMENT,
    scrub: scrubber(config.secrets),
    log,
  })

  const database = await openDatabase({
    url: settings.DATABASE_URL,
    poolSize: settings.DATABASE_POOL_SIZE,
    folder: settings.POSTHOUSE_DATA,
    log,
  })
  const applied = await upgrade(database, places)
  if (applied.length > 0) log.info('migrated', { applied })

  const bots = config.chosen.map(({ bot }) => bot)
  const simulated = config.simulated
    ? await listen('SIMULATOR_PORT', settings.SIMULATOR_PORT, (port) =>
        openSimulatedWorld(bots, settings.POSTHOUSE_DATA, port),
      )
    : undefined
  const superadmins = new Set([...config.superadmins, ...(simulated ? [simulated.host.id] : [])])

  const guests: Guest[] = config.chosen.map(({ bot, token, settings: own }) => ({
    bot,
    username: `${bot.name}_bot`,
    telegram: createTelegram({
      apiRoot: simulated?.simulator.url ?? settings.TELEGRAM_API_ROOT,
      token: token ?? simulated?.tokens.get(bot.name) ?? '',
      metrics,
    }),
    outside: bot.connect?.({
      settings: simulated ? settingsWith(bot, environment, simulated.standIns) : own,
      environment: settings.ENVIRONMENT,
      clock,
      log: log.child({ bot: bot.name }),
      metrics,
    }),
  }))

  const house = await openHouse({ database, clock, log, metrics, superadmins, guests, handles: role !== 'door' })
  if (simulated) await showSomething(simulated.host)

  const health = createHealth({
    database: async () => {
      await database.query('select 1')
      return undefined
    },
    migrations: async () => ((await isCurrent(database, places)) ? undefined : 'not applied'),
  })
  const secrets = new Map(
    guests.map(({ bot, telegram }) => [
      bot.name,
      [webhookSecret(config.webhookSecret, telegram.id), config.webhookSecret],
    ]),
  )
  const doors = role === 'worker' ? [] : [webhookRoutes({ inbox: house.inbox, log, metrics, secrets })]
  const web = createWeb({ health, metrics, log, routes: doors, home: simulated?.simulator.url })
  const metricsServer = createMetricsServer(metrics)
  await listen('PORT', settings.PORT, (port) => web.listen({ host: settings.HOST, port }))
  await listen('METRICS_PORT', settings.METRICS_PORT, (port) => metricsServer.listen({ host: settings.HOST, port }))

  const running = runParts({
    parts: [...introductions(), ...workerParts(), createSweep({ database, clock, log })],
    log,
    report,
    draining: health.drain,
    async close() {
      await web.close()
      await metricsServer.close()
      await Promise.all(guests.map(({ telegram }) => telegram.close()))
      await simulated?.simulator.close()
      await database.close()
    },
  })
  greet()
  process.exit(await running.ended)

  function introductions(): Part[] {
    return guests.map((guest) =>
      createIntroduction({
        bot: guest.bot,
        telegram: guest.telegram,
        clock,
        log,
        called: (username) => {
          guest.username = username
        },
        webhook:
          config.webhookBase && role !== 'worker'
            ? { url: `${config.webhookBase}/webhook/${guest.bot.name}`, secret: secrets.get(guest.bot.name)![0]! }
            : undefined,
      }),
    )
  }

  function workerParts(): Part[] {
    if (role === 'door') return []
    const leases = createLeases({
      database,
      clock,
      log,
      metrics,
      owner: randomUUID(),
      environment: settings.ENVIRONMENT,
    })
    const polling = config.webhookBase
      ? []
      : guests.map(({ bot, telegram }) => {
          const polling = createPolling({
            bot: bot.name,
            telegram,
            inbox: house.inbox,
            clock,
            log,
            metrics,
            allowed: allowedUpdates(bot),
          })
          const post = { bot: bot.name, telegramId: telegram.id }
          return { name: polling.name, run: (signal: AbortSignal) => leases.hold(post, signal, polling.run) }
        })
    return [house.dispatch, house.sender, house.worker, house.schedule, ...polling]
  }

  async function showSomething(host: { id: number; first_name: string }) {
    for (const { bot, outside } of guests) {
      await database.transaction(async (transaction) => {
        const notes = noNotes()
        const now = clock.now()
        const people = await meet(transaction, bot.name, [host], superadmins, now)
        await bot.demo?.(
          jobContext({ bot: bot.name, transaction, now, log, outside, superadmins, notes }),
          people.get(host.id)!,
        )
        await writeNotes(transaction, [{ bot: bot.name, notes }], now)
      })
    }
  }

  function greet() {
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    log.info('ready', {
      role,
      bots: bots.map((bot) => bot.name),
      database: database.kind,
      simulated: simulated !== undefined,
      seconds: Number(seconds),
    })
    const where = simulated
      ? `open ${simulated.simulator.url} in your browser`
      : `${bots.map((bot) => bot.name).join(', ')} on port ${settings.PORT}`
    const caution =
      database.kind === 'pglite'
        ? '  The embedded database survives the end of the process, not of the power. Use DATABASE_URL in production.\n'
        : ''
    stderr.write(`posthouse ready in ${seconds} s: ${where}\n${caution}`)
  }
}

/** Two programs cannot have the same port; the message names the variable to change. */
async function listen<T>(variable: string, port: number, open: (port: number) => Promise<T>): Promise<T> {
  try {
    return await open(port)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error
    throw new ConfigError(
      `${variable}: port ${port} is in use by another program; stop that one, or set ${variable} to a free port.`,
    )
  }
}

function roleIn(args: string[]): (typeof ROLES)[number] {
  const { values } = parseArgs({ args, options: { role: { type: 'string', default: 'all' } } })
  const role = ROLES.find((one) => one === values.role)
  if (!role) throw new Error(`There is no role "${values.role}". Write --role ${ROLES.join('|')}.`)
  return role
}
