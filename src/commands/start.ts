import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stderr } from 'node:process'
import { parseArgs } from 'node:util'
import { isCurrent, upgrade } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { openRedis } from '#platform/db/redis.ts'
import { createSweep } from '#platform/db/sweep.ts'
import { type Guest, openHouse } from '#platform/house.ts'
import { jobContext, noNotes, writeNotes } from '#platform/jobs/context.ts'
import { seconds, systemClock } from '#platform/ops/clock.ts'
import { createHealth } from '#platform/ops/health.ts'
import { createLog, scrubber } from '#platform/ops/log.ts'
import type { Part } from '#platform/ops/loop.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { createReport } from '#platform/ops/report.ts'
import { runParts } from '#platform/ops/shutdown.ts'
import { Interrupted, step, stopSignals } from '#platform/ops/signals.ts'
import { createAuditChain } from '#platform/people/audit-chain.ts'
import { createAuditCheck } from '#platform/people/audit-check.ts'
import { meet } from '#platform/people/people.ts'
import { createTelegram } from '#platform/telegram/client.ts'
import { backlogCheck } from '#platform/updates/backlog.ts'
import { allowedUpdates, createIntroduction } from '#platform/updates/introduce.ts'
import { createLeases, LeaseBusy, TIMES } from '#platform/updates/lease.ts'
import { createLockMirror } from '#platform/updates/lock-mirror.ts'
import { createPolling } from '#platform/updates/polling.ts'
import { versionSince } from '#platform/updates/rotation.ts'
import { keysOf } from '#platform/updates/secret.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { closeDoor, createMetricsServer, createWeb } from '#platform/web/server.ts'
import { webhookRoutes } from '#platform/web/webhooks.ts'
import { ConfigError, configure, readEnvironment, settingsWith } from '../config.ts'
import { fleet } from '../fleet.ts'
import { places } from './open.ts'
import { openSimulatedWorld } from './simulated.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const ROLES = ['all', 'door', 'worker'] as const

/** What `posthouse start` has opened so far; it is closed newest first. */
type Opened = (() => Promise<unknown>)[]

const INTERRUPTED_MS = 5_000

/** Runs until a signal comes; also one that comes before it is ready ends it in order. */
export async function start(args: string[]): Promise<void> {
  const asked = stopSignals()
  const opened: Opened = []
  try {
    process.exit(await run(args, asked, opened))
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    await Promise.race([closeAll(opened), systemClock.sleep(INTERRUPTED_MS)])
    process.exit(0)
  }
}

async function closeAll(opened: Opened): Promise<void> {
  for (const close of opened.toReversed()) await close()
}

/** Opens the database, puts the rooms together, runs them until a signal comes, and closes in order. Resolves to the exit code. */
async function run(args: string[], asked: AbortSignal, opened: Opened): Promise<number> {
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

  const opening = openDatabase({
    url: settings.DATABASE_URL,
    poolSize: settings.DATABASE_POOL_SIZE,
    folder: settings.POSTHOUSE_DATA,
    log,
  })
  const database = await step(asked, opening)
  opened.push(database.close)
  const redis = settings.REDIS_URL ? await step(asked, openRedis({ url: settings.REDIS_URL, log, metrics })) : undefined
  if (redis) opened.push(redis.close)
  const applied = await step(asked, upgrade(database, places))
  if (applied.length > 0) log.info('migrated', { applied })

  const bots = config.chosen.map(({ bot }) => bot)
  const simulated = config.simulated
    ? await listen('SIMULATOR_PORT', settings.SIMULATOR_PORT, (port) =>
        openSimulatedWorld(bots, settings.POSTHOUSE_DATA, port),
      )
    : undefined
  if (simulated) opened.push(simulated.simulator.close)
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

  opened.push(() => Promise.all(guests.map(({ telegram }) => telegram.close())))
  const leases = openLeases()
  // Before anything is handled or sent: a process that may not poll here has no business with the database either.
  if (polls() && onBusy() === 'exit' && database.kind === 'postgres')
    for (const guest of guests) await step(asked, leases.refuseBusy(postOf(guest)))

  const handles = role !== 'door'
  const house = await step(asked, openHouse({ database, clock, log, metrics, superadmins, guests, handles }))
  if (simulated) await showSomething(simulated.host)

  const hasDoor = role !== 'worker'
  const names = bots.map((bot) => bot.name)
  const health = createHealth({
    database: async () => {
      await database.query('select 1')
      return undefined
    },
    migrations: async () => ((await isCurrent(database, places)) ? undefined : 'not applied'),
    ...(hasDoor ? { backlog: backlogCheck(database, clock, names) } : {}),
  })
  const draining = metrics.gauge('bot_draining', '1 from SIGTERM on: this process is about to stop')
  draining.set(0)
  const keyVersion = settings.WEBHOOK_SECRET_VERSION
  const since = hasDoor ? await versionSince(database, keyVersion, clock.now()) : undefined
  const secrets = new Map(
    guests.map(({ bot, telegram }) => [
      bot.name,
      keysOf({
        root: config.webhookSecret,
        botId: telegram.id,
        version: keyVersion,
        since,
        alone: guests.length === 1,
      }),
    ]),
  )
  const auth = settings.WEBHOOK_AUTH
  const door = hasDoor ? webhookDoor({ inbox: house.inbox, clock, log, metrics, secrets, auth }) : undefined
  const routes = hasDoor ? [webhookRoutes({ deliveries: house.deliveries, log, metrics })] : []
  const web = createWeb({ health, metrics, log, door, routes, home: simulated?.simulator.url })
  const metricsServer = createMetricsServer(metrics)
  opened.push(
    () => closeDoor(metricsServer, clock),
    () => closeDoor(web, clock),
  )
  await listen('PORT', settings.PORT, (port) => web.listen({ host: settings.HOST, port }))
  await listen('METRICS_PORT', settings.METRICS_PORT, (port) => metricsServer.listen({ host: settings.HOST, port }))

  const gaveWay = new AbortController()
  // A worker's share is taken up by other workers, or at its next start; who has a door answers what it accepted.
  const hands = [house.dispatch, house.sender]
  const ended = runParts({
    clock,
    log,
    report,
    asked: AbortSignal.any([asked, gaveWay.signal]),
    taking: [
      ...introductions(),
      ...(role === 'door'
        ? []
        : [house.worker, house.schedule, ...auditParts(), ...(polls() ? guests.map(pollingOf) : [])]),
      ...(role === 'worker' ? hands : []),
      createSweep({ database, clock, log }),
    ],
    answering: role === 'all' ? hands : [],
    draining() {
      draining.set(1)
      health.drain()
    },
    serveMs: hasDoor && config.webhookBase ? seconds(settings.SHUTDOWN_DELAY_SECONDS ?? (inProduction() ? 5 : 0)) : 0,
    closeDoor: () => closeDoor(web, clock),
    giveBack: house.giveBack,
    close: () => closeAll(opened),
  })
  greet()
  const code = await ended
  return gaveWay.signal.aborted ? BUSY : code

  function auditParts(): Part[] {
    return [createAuditChain({ database, clock, log }), createAuditCheck({ database, clock, log, metrics })]
  }

  function polls() {
    return role !== 'door' && !config.webhookBase
  }

  function onBusy() {
    return settings.LOCK_ON_BUSY ?? (inProduction() ? 'wait' : 'exit')
  }

  function openLeases() {
    return createLeases({
      database,
      clock,
      log,
      metrics,
      chance: Math.random,
      owner: randomUUID(),
      environment: settings.ENVIRONMENT,
      onBusy: polls() ? onBusy() : 'wait',
      mirror: redis && createLockMirror({ redis, log, several: guests.length > 1, ttlMs: TIMES.ttlMs }),
    })
  }

  /** Somebody was quicker after we had begun: we end as one who was refused at the start. */
  function giveWay(error: unknown) {
    if (!(error instanceof LeaseBusy)) throw error
    stderr.write(`${error.message}\n`)
    gaveWay.abort()
  }

  function inProduction() {
    return settings.ENVIRONMENT === 'production'
  }

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
          config.webhookBase && hasDoor
            ? {
                url: `${config.webhookBase}/webhook/${guest.bot.name}`,
                secret: secrets.get(guest.bot.name)![0]!,
                alone: (signal, work) => leases.turn(postOf(guest), signal, work),
              }
            : undefined,
      }),
    )
  }

  function pollingOf(guest: Guest): Part {
    const { bot, telegram } = guest
    const { name, run } = createPolling({
      bot: bot.name,
      telegram,
      inbox: house.inbox,
      clock,
      log,
      metrics,
      allowed: allowedUpdates(bot),
      report,
    })
    return { name, run: (signal) => leases.hold(postOf(guest), signal, run).catch(giveWay) }
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
    const took = ((performance.now() - began) / 1000).toFixed(1)
    log.info('ready', {
      role,
      bots: names,
      database: database.kind,
      simulated: simulated !== undefined,
      seconds: Number(took),
    })
    const where = simulated
      ? `open ${simulated.simulator.url} in your browser`
      : `${names.join(', ')} on port ${settings.PORT}`
    const caution =
      database.kind === 'pglite'
        ? '  The embedded database survives the end of the process, not of the power. Use DATABASE_URL in production.\n'
        : ''
    stderr.write(`posthouse ready in ${took} s: ${where}\n${caution}`)
  }
}

const BUSY = 75

const postOf = ({ bot, telegram }: Guest) => ({ bot: bot.name, telegramId: telegram.id })

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
