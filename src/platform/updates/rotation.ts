import type { Database } from '../db/database.ts'
import { audit } from '../people/audit.ts'

const HOUSE = 'posthouse'
const ACTION = 'webhook_secret_version'

/**
 * When this version of the webhooks' secrets was used for the first time, by any process. The audit log knows, and is told
 * when it does not: so the overlap of two versions ends by itself, and after a restart it does not begin anew.
 */
export async function versionSince(database: Database, version: number, now: Date): Promise<Date | undefined> {
  if (version === 1) return undefined
  const known = await database.query<{ at: Date | null }>(
    'select min(at) as at from posthouse.audit where bot = $1 and action = $2 and subject = $3',
    [HOUSE, ACTION, String(version)],
  )
  if (known.rows[0]?.at) return known.rows[0].at
  await audit(database, now, { bot: HOUSE, action: ACTION, subject: String(version) })
  return now
}
