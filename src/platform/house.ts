import { randomUUID } from 'node:crypto'
import type { Database } from './db/database.ts'
import { kyselyOver } from './db/kysely.ts'
import { WORK } from './db/wake.ts'
import { freeAllJobs } from './jobs/claims.ts'
import { createDeliveries, type Deliveries } from './jobs/deliveries.ts'
import { giveBack } from './jobs/give-back.ts'
import { createSchedule } from './jobs/schedule.ts'
import { createWorker } from './jobs/worker.ts'
import type { Clock } from './ops/clock.ts'
import type { Crew } from './ops/crew.ts'
import type { Log } from './ops/log.ts'
import type { Rounds } from './ops/loop.ts'
import type { Metrics } from './ops/metrics.ts'
import type { News } from './ops/news.ts'
import type { LimitProfile } from './outbox/limits.ts'
import { createSender, type Sender } from './outbox/sender.ts'
import { freeAll } from './outbox/senders.ts'
import type { Telegram } from './telegram/client.ts'
import type { Bot } from './updates/bot.ts'
import { createDispatch, type Dispatch } from './updates/dispatch.ts'
import { createInbox, type Inbox } from './updates/inbox.ts'
import { freeAllLeases } from './updates/lease-table.ts'
import { insertResults } from './updates/store.ts'

/** A bot with its way to Telegram and to the rest of the world. */
export interface Guest {
  bot: Bot
  telegram: Telegram
  username: string
  outside: unknown
}

export interface HouseOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  superadmins: ReadonlySet<number>
  guests: readonly Guest[]
  limits?: LimitProfile
  mostInFlight?: number
  /** This process also handles what its doors take in, in the transaction that stores it. True when left out. */
  handles?: boolean
}

export interface House {
  inbox: Inbox
  /** What comes to the bots' `webhooks`. */
  deliveries: Deliveries
  dispatch: Dispatch
  sender: Sender
  worker: Crew
  schedule: Rounds
  /** When nothing runs any more: what this process still holds may be taken by others. */
  giveBack(): Promise<void>
}

const NOTIFY_EVERY_MS = 20

/** Puts the rooms together: what one commits, the next one is woken for, in this process and in the others. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { database, clock, log, metrics, superadmins, guests } = options
  const owner = randomUUID()
  const bots = guests.map(({ bot }) => bot)
  let abandoned = 0
  if (database.kind === 'pglite') {
    abandoned = await freeAll(database)
    await freeAllJobs(database)
    await freeAllLeases(database)
  }
  const shout = announcer(database, clock)
  const committed = (news: News) => {
    if (news.updates) dispatch.wake()
    if (news.messages) sender.wake()
    if (news.jobs) worker.wake()
    shout()
  }
  const sender = createSender({
    database,
    clock,
    log,
    metrics,
    owner,
    abandoned,
    bots: new Map(guests.map(({ bot, telegram }) => [bot.name, telegram])),
    tell: async (transaction, events, now) => {
      await insertResults(transaction, events, now)
      committed({ updates: true })
    },
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.mostInFlight ? { mostInFlight: options.mostInFlight } : {}),
  })
  const dispatch = createDispatch({
    database,
    clock,
    log,
    metrics,
    superadmins,
    bots: guests,
    owner,
    committed,
    handover: sender,
  })
  const worker = createWorker({
    database,
    clock,
    log,
    metrics,
    owner,
    superadmins,
    committed,
    bots: guests.map(({ bot, outside }) => ({ name: bot.name, jobs: bot.jobs ?? [], outside })),
  })
  const deliveries = createDeliveries({
    database,
    clock,
    log,
    superadmins,
    committed,
    bots: guests.map(({ bot, outside }) => ({ name: bot.name, webhooks: bot.webhooks ?? {}, outside })),
  })
  const schedule = createSchedule({
    database,
    clock,
    log,
    committed,
    entries: bots.flatMap((bot) =>
      Object.entries(bot.schedule ?? {}).map(([name, entry]) => ({ bot: bot.name, name, ...entry })),
    ),
  })
  const inbox = createInbox({
    database,
    clock,
    committed,
    ...(options.handles === false
      ? {}
      : { handleNow: dispatch.handleNow, room: sender.room, mayOverlap: dispatch.mayOverlap }),
  })
  const wakeAll = () => {
    dispatch.wake()
    sender.wake()
    worker.wake()
  }
  await database.listen(WORK, wakeAll)
  measure(database, metrics, bots)
  return {
    inbox,
    deliveries,
    dispatch,
    sender,
    worker,
    schedule,
    giveBack: () => giveBack(database, owner, clock.now()),
  }
}

/** Tells the other processes that there is work, at most once in a while: they look for all of it at once anyway. */
function announcer(database: Database, clock: Clock) {
  let waiting = false
  return () => {
    if (database.kind === 'pglite' || waiting) return
    waiting = true
    void clock.sleep(NOTIFY_EVERY_MS).then(async () => {
      waiting = false
      await database.notify(WORK, '').catch(() => undefined)
    })
  }
}

function measure(database: Database, metrics: Metrics, bots: readonly Bot[]) {
  const inbox = metrics.gauge('bot_inbox_backlog', 'Updates waiting', ['bot'])
  const age = metrics.gauge('bot_update_queue_age_seconds', 'Age of the oldest update waiting', ['bot'])
  const outbox = metrics.gauge('bot_outbox_backlog', 'Messages waiting to be sent', ['bot'])
  const dead = metrics.gauge('bot_dead_letters', 'Updates set aside after three failed tries', ['bot'])
  const pool = metrics.gauge('db_connection_pool_usage', 'Share of database connections in use')
  metrics.beforeScrape(async () => {
    pool.set(database.usage())
    const { rows } = await database.query<{ bot: string; waiting: number; age: number; unsent: number; dead: number }>(
      `select b.bot,
         (select count(*) from posthouse.inbox where bot = b.bot and state = 0) as waiting,
         (select coalesce(extract(epoch from clock_timestamp() - min(received_at)), 0)::float8 from posthouse.inbox where bot = b.bot and state = 0) as age,
         (select count(*) from posthouse.outbox where bot = b.bot and state < 2) as unsent,
         (select count(*) from posthouse.inbox where bot = b.bot and state = 2) as dead
       from unnest($1::text[]) as b (bot)`,
      [bots.map((bot) => bot.name)],
    )
    for (const row of rows) {
      inbox.set(row.waiting, { bot: row.bot })
      age.set(Math.max(0, row.age), { bot: row.bot })
      outbox.set(row.unsent, { bot: row.bot })
      dead.set(row.dead, { bot: row.bot })
    }
  })
  for (const bot of bots) bot.measure?.(metrics, kyselyOver(database))
}
