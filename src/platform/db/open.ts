import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../ops/log.ts'
import type { Database } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

export interface DatabaseOptions {
  /** PostgreSQL's URL; without one, PGlite keeps its files in `folder`. */
  url?: string | undefined
  poolSize?: number
  folder: string
  log: Log
}

export async function openDatabase({ url, poolSize = 10, folder, log }: DatabaseOptions): Promise<Database> {
  if (url) return openPostgres({ url, poolSize, log })
  mkdirSync(folder, { recursive: true })
  const unlock = await lockFolder(folder)
  try {
    const database = await openPglite(join(folder, 'pglite'))
    return {
      ...database,
      async close() {
        await database.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}
