import { randomUUID } from 'node:crypto'
import type { Database } from './db/database.ts'
import { kyselyOver } from './db/kysely.ts'
import { WORK } from './db/wake.ts'
import { freeAllJobs } from './jobs/claims.ts'
import type { Operate } from './jobs/context.ts'
import { createDeliveries, type Deliveries } from './jobs/deliveries.ts'
import { giveBack } from './jobs/give-back.ts'
import { createSchedule } from './jobs/schedule.ts'
import { createWorker } from './jobs/worker.ts'
import { createNotifier, type Notifier } from './notifications/notifier.ts'
import { isForUs, settled } from './notifications/settled.ts'
import { createOperate } from './operations/operations.ts'
import type { Clock } from './ops/clock.ts'
import type { Crew } from './ops/crew.ts'
import { type Log, scrubber } from './ops/log.ts'
import type { Rounds } from './ops/loop.ts'
import type { Metrics } from './ops/metrics.ts'
import { isWork, type News } from './ops/news.ts'
import { type LimitProfile, TELEGRAM_LIMITS } from './outbox/limits.ts'
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
  /** Set by the house, for a bot that asks for it. */
  operate?: Operate | undefined
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
  /** How the bots' updates are meant to come; polling when left out. */
  mode?: 'polling' | 'webhook'
  /** Takes secrets out of what is shown to those who operate the house; bot tokens go in any case. */
  scrub?: (text: string) => string
}

export interface House {
  inbox: Inbox
  /** What comes to the bots' `webhooks`. */
  deliveries: Deliveries
  dispatch: Dispatch
  sender: Sender
  worker: Crew
  schedule: Rounds
  /** Delivers what was held back, and works off broadcasts. */
  notifier: Notifier
  /** When nothing runs any more: what this process still holds may be taken by others. */
  giveBack(): Promise<void>
}

/**
 * Of what a bot may send a second; the rest is for whoever is answered meanwhile. With 21 a second in slices of 5, one of
 * them late, no second has more than 30.
 */
const BROADCAST_SHARE = 0.7
const NOTIFY_EVERY_MS = 20

/** Puts the rooms together: what one commits, the next one is woken for, in this process and in the others. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { database, clock, log, metrics, superadmins, guests } = options
  const owner = randomUUID()
  const bots = guests.map(({ bot }) => bot)
  for (const guest of guests) guest.operate = operateOf(guest, options)
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
    if (news.notices) notifier.wake()
    if (news.notified) notifier.count(news.notified)
    if (isWork(news)) shout()
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
      const ours = events.filter(isForUs)
      const others = events.filter((event) => !isForUs(event))
      const notified = ours.length > 0 ? await settled(transaction, ours, now) : []
      if (others.length > 0) {
        await insertResults(transaction, others, now)
        committed({ updates: true })
      }
      if (ours.length === 0) return undefined
      return () => {
        notifier.count(notified)
        // There may be room for more of a broadcast.
        notifier.wake()
      }
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
    bots: guests.map(({ bot, outside, operate }) => ({
      name: bot.name,
      jobs: bot.jobs ?? [],
      notifications: bot.notifications,
      outside,
      operate,
    })),
  })
  const deliveries = createDeliveries({
    database,
    clock,
    log,
    superadmins,
    committed,
    bots: guests.map(({ bot, outside, operate }) => ({
      name: bot.name,
      webhooks: bot.webhooks ?? {},
      notifications: bot.notifications,
      outside,
      operate,
    })),
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
  const notifier = createNotifier({
    database,
    clock,
    log,
    metrics,
    committed,
    bots: bots.map(({ name }) => name),
    perSecond: (options.limits ?? TELEGRAM_LIMITS).perBot.perSecond * BROADCAST_SHARE,
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
    notifier.wake()
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
    notifier,
    giveBack: () => giveBack(database, owner, clock.now()),
  }
}

/** Only a bot that asks for it may see and mend the others. */
function operateOf({ bot }: Guest, { guests, mode = 'polling', scrub = scrubber([]) }: HouseOptions) {
  if (!bot.operates) return undefined
  return createOperate({
    posts: guests.map(({ bot, telegram }) => ({ bot: bot.name, telegramId: telegram.id, mode })),
    scrub,
  })
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
