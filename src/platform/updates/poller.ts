import type { Database } from '../db/database.ts'

/** Who polls for the bot at this moment, as it described itself; undefined when nobody does. */
export async function pollerOf(database: Database, telegramId: number): Promise<string | undefined> {
  // Whoever has the embedded database open is alone with it: a lease in it is a dead process's.
  if (database.kind === 'pglite') return undefined
  const { rows } = await database.query<{ holder: string }>(
    'select holder from posthouse.leases where name = $1 and expires_at > clock_timestamp()',
    [`polling ${telegramId}`],
  )
  return rows[0]?.holder
}
