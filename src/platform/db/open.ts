import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
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
    const data = join(folder, 'pglite')
    if (!existsSync(data)) await createFolder(data)
    const database = await openPglite(data)
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

/** Half a database never opens again, so a new one gets its name when it is whole: a first start may be killed, too. */
async function createFolder(data: string) {
  const draft = `${data}.draft`
  rmSync(draft, { recursive: true, force: true })
  await (await openPglite(draft)).close()
  renameSync(draft, data)
}
