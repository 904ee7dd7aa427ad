import { parseArgs } from 'node:util'
import { isCurrent, upgrade } from '#platform/db/migrate.ts'
import { createSweep } from '#platform/db/sweep.ts'
import { openHouse } from '#platform/house.ts'
import { seconds, systemClock } from '#platform/ops/clock.ts'
import { createHealth } from '#platform/ops/health.ts'
import { scrubber } from '#platform/ops/log.ts'
import { runParts } from '#platform/ops/shutdown.ts'
import { Interrupted, step, stopSignals } from '#platform/ops/signals.ts'
import { createStandIn } from '#platform/outbox/stand-in.ts'
import { createAuditChain } from '#platform/people/audit-chain.ts'
import { createAuditCheck } from '#platform/people/audit-check.ts'
import { backlogCheck } from '#platform/updates/backlog.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { closeDoor, createMetricsServer, createWeb } from '#platform/web/server.ts'
import { webhookRoutes } from '#platform/web/webhooks.ts'
import { configure, readEnvironment } from '../config.ts'
import { fleet } from '../fleet.ts'
import { places } from './open.ts'
import { openSimulatedWorld } from './simulated.ts'
import { showSomething } from './start/demo.ts'
import { greet } from './start/greet.ts'
import { openGround } from './start/ground.ts'
import { guestsOf } from './start/guests.ts'
import { listen } from './start/listen.ts'
import { monitorParts } from './start/monitor.ts'
import { closeAll, type Opened } from './start/opened.ts'
import { createPollers } from './start/polling.ts'
import { introductions, webhookSecrets } from './start/webhooks.ts'

const ROLES = ['all', 'door', 'worker'] as const
/** Another process polls already. */
const BUSY = 75
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

/** Opens the database, puts the rooms together, runs them until a signal comes, and closes in order. Resolves to the exit code. */
async function run(args: string[], asked: AbortSignal, opened: Opened): Promise<number> {
  const began = performance.now()
  const role = roleIn(args)
  const hasDoor = role !== 'worker'
  const handles = role !== 'door'
  const environment = readEnvironment()
  const config = configure(environment, fleet)
  const { house: settings } = config
  const ground = await openGround(config, asked, opened)
  const { clock, log, metrics, report, database } = ground
  const applied = await step(asked, upgrade(database, places))
  if (applied.length > 0) log.info('migrated', { applied })

  const bots = config.chosen.map(({ bot }) => bot)
  const names = bots.map((bot) => bot.name)
  const simulated = config.simulated
    ? await listen('SIMULATOR_PORT', settings.SIMULATOR_PORT, (port) =>
        openSimulatedWorld(bots, database, settings.POSTHOUSE_DATA, port),
      )
    : undefined
  if (simulated) opened.push(simulated.simulator.close)
  const superadmins = new Set([...config.superadmins, ...(simulated ? [simulated.host.id] : [])])
  const guests = guestsOf(ground, environment, simulated)
  opened.push(() => Promise.all(guests.map(({ telegram }) => telegram.close())))

  const pollers = createPollers(ground, guests, handles && !config.webhookBase)
  // Before anything is handled or sent: a process that may not poll here has no business with the database either.
  await pollers.refuseBusy(asked)
  const mode = config.webhookBase ? 'webhook' : 'polling'
  const scrub = scrubber(config.secrets)
  const house = await step(
    asked,
    openHouse({ database, clock, log, metrics, superadmins, guests, handles, mode, scrub }),
  )
  if (simulated) await showSomething(ground, guests, simulated.host, superadmins)

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
  const secrets = hasDoor ? await webhookSecrets(ground, guests) : undefined
  const auth = settings.WEBHOOK_AUTH
  const door = secrets && webhookDoor({ inbox: house.inbox, clock, log, metrics, secrets, auth })
  const routes = hasDoor ? [webhookRoutes({ deliveries: house.deliveries, log, metrics })] : []
  const web = createWeb({ health, metrics, log, door, routes, home: simulated?.simulator.url })
  const metricsServer = createMetricsServer(metrics)
  opened.push(
    () => closeDoor(metricsServer, clock),
    () => closeDoor(web, clock),
  )
  await listen('PORT', settings.PORT, (port) => web.listen({ host: settings.HOST, port }))
  await listen('METRICS_PORT', settings.METRICS_PORT, (port) => metricsServer.listen({ host: settings.HOST, port }))

  const audit = [createAuditChain({ database, clock, log }), createAuditCheck({ database, clock, log, metrics })]
  // A worker's share is taken up by other workers, or at its next start; who has a door answers what it accepted.
  const hands = [house.dispatch, house.sender]
  const ended = runParts({
    clock,
    log,
    report,
    asked: AbortSignal.any([asked, pollers.gaveWay]),
    taking: [
      ...introductions(ground, guests, pollers.leases, secrets),
      ...(handles ? [house.worker, house.schedule, house.notifier, ...audit, ...pollers.parts(house.inbox)] : []),
      ...(role === 'worker' ? hands : []),
      ...(handles ? [] : [createStandIn({ database, clock, log, sender: house.sender })]),
      ...monitorParts(ground, guests, { superadmins, owner: pollers.owner }),
      createSweep({ database, clock, log }),
    ],
    answering: role === 'all' ? hands : [],
    draining() {
      draining.set(1)
      health.drain()
    },
    serveMs:
      hasDoor && config.webhookBase ? seconds(settings.SHUTDOWN_DELAY_SECONDS ?? (ground.inProduction ? 5 : 0)) : 0,
    closeDoor: () => closeDoor(web, clock),
    giveBack: house.giveBack,
    close: () => closeAll(opened),
  })
  const took = Math.round((performance.now() - began) / 100) / 10
  greet(ground, { role, bots: names, page: simulated?.simulator.url, seconds: took })
  const code = await ended
  return pollers.gaveWay.aborted ? BUSY : code
}

function roleIn(args: string[]): (typeof ROLES)[number] {
  const { values } = parseArgs({ args, options: { role: { type: 'string', default: 'all' } } })
  const role = ROLES.find((one) => one === values.role)
  if (!role) throw new Error(`There is no role "${values.role}". Write --role ${ROLES.join('|')}.`)
  return role
}
