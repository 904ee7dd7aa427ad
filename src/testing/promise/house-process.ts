/**
 * A house in a process of its own, to be killed. Started by `spawnHouse` with its options as JSON; it loads everything,
 * says so, and waits for the word to begin, so that a test of restarts does not measure Node's module loader.
 */
import { flushCompileCache } from 'node:module'
import { argv, exit } from 'node:process'
import type { Database, Queryable } from '#platform/db/database.ts'
import { openDatabase } from '#platform/db/open.ts'
import { createLog } from '#platform/ops/log.ts'
import type { LimitProfile } from '#platform/outbox/limits.ts'
import type { Bot } from '#platform/updates/bot.ts'
import { fastClock } from './fast-clock.ts'
import { type RunningHouse, runHouse } from './run-house.ts'

export interface ProcessOptions {
  /** PostgreSQL's URL, or the folder of the embedded database. */
  database: { url: string } | { folder: string }
  telegram: string
  secret: string
  /** `module` is a file URL; its default export is the bot. */
  guests: readonly {
    module: string
    token: string
    door: 'webhook' | 'polling'
    settings?: Readonly<Record<string, string>>
  }[]
  superadmins?: readonly number[]
  /** Telegram's limits; none when left out. */
  limits?: LimitProfile
  /** How fast its clock runs, and since when; real time when left out. */
  clock?: { speed: number; origin: number }
  /** Polls under a lease. */
  leased?: boolean
  /** Looks after the bots. */
  monitors?: boolean
  /** A house built wrong on purpose, to show that the checks would notice. */
  mutant?: 'no-dedupe' | undefined
}

/** What parent and child say to each other. */
export type ToHouse = { say: 'begin' } | { say: 'query'; id: number; sql: string } | { say: 'stop' }
export type FromHouse = { say: 'loaded' } | { say: 'ready'; url: string } | { say: 'rows'; id: number; rows: unknown[] }

const options = JSON.parse(argv[2] ?? '{}') as ProcessOptions
const guests = await Promise.all(
  options.guests.map(async ({ module, ...guest }) => ({
    ...guest,
    bot: ((await import(module)) as { default: Bot }).default,
  })),
)
const tell = (message: FromHouse) => process.send?.(message)
let database: Database
let house: RunningHouse

process.on('message', (message: ToHouse) => void obey(message))
process.on('disconnect', () => exit(1))
// A process that is killed has no other moment to leave its compiled modules to the next one (0.6 s → 0.4 s of loading).
flushCompileCache()
tell({ say: 'loaded' })

async function obey(message: ToHouse) {
  if (message.say === 'begin') await begin()
  if (message.say === 'query') {
    tell({ say: 'rows', id: message.id, rows: (await database.query(message.sql)).rows })
  }
  if (message.say === 'stop') {
    await house.stop()
    exit(0)
  }
}

async function begin() {
  const log = createLog({ level: 'warn' })
  const place = 'url' in options.database ? { url: options.database.url, folder: '' } : options.database
  const opened = await openDatabase({ ...place, poolSize: 6, log })
  database = options.mutant === 'no-dedupe' ? withoutDedupe(opened) : opened
  const { speed, origin } = options.clock ?? { speed: 1, origin: 0 }
  house = await runHouse({
    database,
    clock: fastClock(speed, origin),
    log,
    telegram: options.telegram,
    secret: options.secret,
    guests,
    leased: options.leased,
    monitors: options.monitors,
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.superadmins ? { superadmins: options.superadmins } : {}),
  })
  if (options.mutant === 'no-dedupe') await database.query('drop index if exists posthouse.inbox_once')
  tell({ say: 'ready', url: house.url })
}

const CLAUSE = 'on conflict (bot, update_id, hash) do nothing'

/** The inbox as one would write it without having thought of repeats: no unique index, a plain insert. */
function withoutDedupe(honest: Database): Database {
  const over = (target: Queryable): Queryable => ({
    query: (text, values) => target.query(text.replace(CLAUSE, ''), values),
  })
  return { ...honest, ...over(honest), transaction: (work) => honest.transaction((inner) => work(over(inner))) }
}
