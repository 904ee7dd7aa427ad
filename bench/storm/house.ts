/**
 * A house in a process of its own, put together as `posthouse start` does it, with a clock that the storm can move.
 * It says `loaded`, waits for `begin`, and is killed at any moment after that.
 */
import { randomUUID } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { argv, exit } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db/database.ts'
import { upgrade } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { openHouse } from '#platform/house.ts'
import { createHealth } from '#platform/ops/health.ts'
import { createLog } from '#platform/ops/log.ts'
import type { Part } from '#platform/ops/loop.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { createTelegram } from '#platform/telegram/client.ts'
import { allowedUpdates } from '#platform/updates/introduce.ts'
import { createLeases } from '#platform/updates/lease.ts'
import { createPolling } from '#platform/updates/polling.ts'
import { webhookDoor } from '#platform/updates/webhook.ts'
import { createWeb } from '#platform/web/server.ts'
import storm from './bot/bot.ts'
import polled from './bot/polled.ts'
import { stormClock } from './clock.ts'
import { quick, quickClock } from './database/quick.ts'
import type { FromHouse, HouseOptions, ToHouse } from './messages.ts'

const ALIVE_EVERY_MS = 100
const PLATFORM = new URL('../../src/platform/db/migrations', import.meta.url)

const options = JSON.parse(argv[2] ?? '{}') as HouseOptions
const clock = stormClock(options.clock)
const log = createLog({ level: 'warn' })
const tell = (message: FromHouse) => process.connected && process.send?.(message)
let database: Database | undefined
let end: (() => Promise<void>) | undefined

process.on('message', (message: ToHouse) => void obey(message))
process.on('disconnect', () => exit(1))
flushCompileCache()
tell({ say: 'loaded' })

async function obey(message: ToHouse) {
  if (message.say === 'jump') clock.jump(message.ms)
  if (message.say === 'begin') await begin()
  if (message.say === 'stop') {
    await end?.()
    exit(0)
  }
  if (message.say === 'query') await answer(message.id, async () => (await database!.query(message.sql)).rows)
  if (message.say === 'resources') {
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    await answer(message.id, async () => [{ timers }])
  }
}

async function answer(id: number, ask: () => Promise<unknown[]>) {
  try {
    tell({ say: 'answer', id, rows: await ask() })
  } catch (error) {
    tell({ say: 'answer', id, error: String(error) })
  }
}

async function begin() {
  setInterval(() => tell({ say: 'alive' }), ALIVE_EVERY_MS)
  const { role, secret, tokens, mostInFlight, poolSize, clock: clockOptions } = options
  const place = 'url' in options.database ? { url: options.database.url, folder: '' } : options.database
  const opened = await openDatabase({ ...place, poolSize, log })
  if (opened.kind === 'pglite')
    for (const sql of quickClock(clockOptions.speed, clockOptions.origin).split(';')) await opened.query(sql)
  database = quick(opened)
  await upgrade(database, [
    { schema: 'posthouse', folder: fileURLToPath(PLATFORM) },
    { schema: 'storm', folder: fileURLToPath(storm.migrations!) },
  ])
  const metrics = createMetrics()
  const guests = [storm, polled].map((bot) => ({
    bot,
    username: `${bot.name}_bot`,
    telegram: createTelegram({ apiRoot: options.telegram, token: tokens[bot.name as 'storm'], metrics }),
    outside: undefined,
  }))
  const house = await openHouse({
    database,
    clock,
    log,
    metrics,
    superadmins: new Set(),
    guests,
    mostInFlight,
    handles: role !== 'door',
  })
  const secrets = new Map([['storm', [secret]]])
  const door = role === 'worker' ? undefined : webhookDoor({ inbox: house.inbox, clock, log, metrics, secrets })
  const web = createWeb({ health: createHealth({}), metrics, log, door })
  const url = await web.listen({ host: '127.0.0.1', port: 0 })

  const leases = createLeases({
    database,
    clock,
    log,
    metrics,
    chance: Math.random,
    owner: randomUUID(),
    environment: 'storm',
  })
  const [, poller] = guests
  const polling = createPolling({
    bot: polled.name,
    telegram: poller!.telegram,
    inbox: house.inbox,
    clock,
    log,
    metrics,
    allowed: allowedUpdates(polled),
    longPoll: 2,
  })
  const post = { bot: polled.name, telegramId: poller!.telegram.id }
  const held: Part = { name: polling.name, run: (signal) => leases.hold(post, signal, polling.run) }
  const parts =
    role === 'door' ? [] : [house.dispatch, house.sender, house.worker, house.schedule, house.notifier, held]
  const stopping = new AbortController()
  const ended = Promise.all(parts.map((part) => part.run(stopping.signal)))
  ended.then(
    () => undefined,
    (error) => {
      log.error('part_failed', error)
      exit(1)
    },
  )
  end = async () => {
    stopping.abort()
    await web.close()
    await ended
    await Promise.all(guests.map(({ telegram }) => telegram.close()))
    await database?.close()
  }
  tell({ say: 'ready', url })
}
