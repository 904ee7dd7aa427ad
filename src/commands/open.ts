import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db/database.ts'
import type { Migrated } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { createLog } from '#platform/ops/log.ts'
import { type Config, configure, readEnvironment } from '../config.ts'
import { fleet } from '../fleet.ts'

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
