import type { Database } from '#platform/db/database.ts'
import { type Migrated, upgrade } from '#platform/db/migrate.ts'
import { openDatabase } from '#platform/db/open.ts'
import { silentLog } from '#platform/ops/log.ts'
import { createPostgres } from './database.ts'
import { dataFolder } from './promise/data-folder.ts'

/** A migrated database on the disk or the server, for processes that open it by themselves. */
export interface Place {
  readonly kind: 'pglite' | 'postgres'
  /** The variables that lead to it. */
  readonly environment: Readonly<Record<string, string>>
  /** Opens it for the time of `work`; the embedded one lets nobody else in meanwhile. */
  look<T>(work: (database: Database) => Promise<T>): Promise<T>
  remove(): void
}

/** PGlite in a folder, or PostgreSQL where `TEST_DATABASE_URL` names one. */
export async function createPlace(places: readonly Migrated[]): Promise<Place> {
  const server = process.env.TEST_DATABASE_URL
  const url = server ? await createPostgres(server) : undefined
  const { folder, remove } = await dataFolder()
  const place: Place = {
    kind: url ? 'postgres' : 'pglite',
    environment: { POSTHOUSE_DATA: folder, ...(url ? { DATABASE_URL: url } : {}) },
    async look(work) {
      const database = await openDatabase({ url, folder, poolSize: 2, log: silentLog })
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    remove,
  }
  await place.look((database) => upgrade(database, places))
  return place
}
