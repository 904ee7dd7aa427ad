import type { Clock } from '../ops/clock.ts'
import { days, hours } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import type { Part } from '../ops/loop.ts'
import type { Database } from './database.ts'

/** How long finished rows are kept. Updates longer than a week: Telegram restarts its ids after an idle one. */
const KEPT: readonly [table: string, column: string, condition: string, ms: number][] = [
  ['posthouse.inbox', 'done_at', 'state = 1', days(8)],
  ['posthouse.jobs', 'done_at', 'state = 2', days(8)],
  ['posthouse.webhook_deliveries', 'received_at', 'true', days(8)],
  // A key is for ever.
  ['posthouse.notifications', 'created_at', "key is null and telegram not in ('waiting', 'queued')", days(180)],
  ['posthouse.used_buttons', 'used_at', 'true', days(90)],
]

const SESSIONS_KEPT_MS = days(90)

/** Takes away what is finished and old, once an hour. PGlite has no autovacuum, so it is told to. */
export function createSweep({ database, clock, log }: { database: Database; clock: Clock; log: Log }): Part {
  return {
    name: 'sweep',
    async run(signal) {
      while (!signal.aborted) {
        await sweep(database, clock.now()).catch((error) => log.error('sweep_failed', error))
        await clock.sleep(hours(1), signal)
      }
    },
  }
}

async function sweep(database: Database, now: Date) {
  for (const [table, column, condition, ms] of KEPT) {
    const before = new Date(now.getTime() - ms)
    await database.query(`delete from ${table} where ${condition} and ${column} < $1`, [before])
  }
  // Who has sessions in memory has to read them again.
  await database.query(
    `with forgotten as (delete from posthouse.sessions where updated_at < $1 returning 1)
     update posthouse.senders set era = null where era is not null and exists (select from forgotten)`,
    [new Date(now.getTime() - SESSIONS_KEPT_MS)],
  )
  if (database.kind === 'pglite') await database.query('vacuum analyze')
}
