import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db/database.ts'
import type { Migrated } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { messageOf } from '#platform/ops/errors.ts'
import { createLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { createTelegram, type Telegram } from '#platform/telegram/client.ts'
import { TelegramError, TelegramUnreachable } from '#platform/telegram/errors.ts'
import { type Config, ConfigError, configure, readEnvironment } from '../config.ts'
import { fleet } from '../fleet.ts'
import { Exit } from './exit.ts'

/** The house's own migrations, then those of every bot of the fleet. */
export const places: readonly Migrated[] = [
  { schema: 'posthouse', folder: fileURLToPath(new URL('../platform/db/migrations', import.meta.url)) },
  ...fleet.flatMap((bot) => (bot.migrations ? [{ schema: bot.name, folder: fileURLToPath(bot.migrations) }] : [])),
]

/** For the short commands: the configured database, closed when `work` is over. */
export async function withDatabase<T>(work: (database: Database, config: Config) => Promise<T>): Promise<T> {
  const config = configure(readEnvironment(), fleet)
  const { DATABASE_URL, POSTHOUSE_DATA } = config.house
  const log = createLog({ level: 'error', secrets: config.secrets })
  const database = await openDatabase({ url: DATABASE_URL, poolSize: 2, folder: POSTHOUSE_DATA, log })
  try {
    return await work(database, config)
  } finally {
    await database.close()
  }
}

/** For commands that look at what a running house has left: a database that is not there is not made. */
export async function withHouse<T>(work: (database: Database, config: Config) => Promise<T>): Promise<T> {
  const { DATABASE_URL, POSTHOUSE_DATA } = configure(readEnvironment(), fleet).house
  if (!DATABASE_URL && !existsSync(join(POSTHOUSE_DATA, 'pglite'))) {
    throw new Exit(
      'nothing',
      `There is no database in ${POSTHOUSE_DATA}: Posthouse has not run here. Is POSTHOUSE_DATA right, or DATABASE_URL missing?`,
    )
  }
  return withDatabase(async (database, config) => {
    const { rows } = await database.query<{ found: string | null }>("select to_regclass('posthouse.leases') as found")
    if (!rows[0]?.found)
      throw new Exit('nothing', 'The database has no tables of Posthouse. Run: posthouse migrate upgrade')
    return work(database, config)
  }).catch((error) => {
    throw isAway(error)
      ? new Exit('unavailable', `The database does not answer (${reasonOf(error)}): check DATABASE_URL.`)
      : error
  })
}

const reasonOf = (error: Error & { code?: string }) => error.message || error.code || error.name

/** No connection (of the system or of class 08), refused by name or password (28), no such database, or going away. */
const isAway = (error: unknown): error is Error =>
  error instanceof Error &&
  (/^(E[A-Z]+|08\w{3}|28\w{3}|3D000|57P\w\w|53300)$/.test(String((error as { code?: unknown }).code)) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(messageOf(error)))

/** A bot's way to Telegram, for one command. */
export async function withTelegram<T>(
  config: Config,
  bot: string,
  work: (telegram: Telegram) => Promise<T>,
): Promise<T> {
  const token = config.chosen.find((one) => one.bot.name === bot)?.token
  if (!token) {
    throw new ConfigError(`${bot} has no token here, or POSTHOUSE_BOTS leaves it out: set ${bot.toUpperCase()}_TOKEN.`)
  }
  const telegram = createTelegram({
    apiRoot: config.house.TELEGRAM_API_ROOT,
    token,
    metrics: createMetrics(),
    connections: 1,
  })
  try {
    return await work(telegram)
  } catch (error) {
    if (error instanceof TelegramUnreachable)
      throw new Exit('unavailable', `Telegram does not answer: ${error.message}`)
    if (error instanceof TelegramError && error.code === 401) {
      throw new ConfigError(`Telegram does not know the token of ${bot}.`)
    }
    throw error
  } finally {
    await telegram.close()
  }
}
