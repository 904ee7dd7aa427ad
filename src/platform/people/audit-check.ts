import type { Database } from '../db/database.ts'
import { type Clock, hours, minutes } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import type { Part } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import { verifyAudit } from './audit-verify.ts'

const FIRST_AFTER_MS = minutes(5)
const EVERY_MS = hours(1)

export interface AuditCheckOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
}

/**
 * Verifies the audit log once an hour. The head goes into the log each time: whoever rewrites the whole chain afterwards would
 * have to rewrite the logs, too.
 */
export function createAuditCheck(options: AuditCheckOptions): Part {
  const { clock, log } = options
  const check = auditCheck(options)
  return {
    name: 'audit_check',
    async run(signal) {
      await clock.sleep(FIRST_AFTER_MS, signal)
      while (!signal.aborted) {
        await check().catch((error) => log.error('audit_check_failed', error))
        await clock.sleep(EVERY_MS, signal)
      }
    },
  }
}

/** One check, told to log and metrics. */
export function auditCheck({ database, clock, log, metrics }: AuditCheckOptions): () => Promise<void> {
  const row = metrics.gauge('audit_verified_row', 'The last row of the audit log when its chain was verified last')
  const faults = metrics.gauge(
    'audit_findings',
    'What the last verification of the audit log found wrong; alarm above 0',
  )
  const when = metrics.gauge('audit_verified_timestamp_seconds', 'When the audit log was verified last')
  return async () => {
    const now = clock.now()
    const { rows, head, findings } = await verifyAudit(database, now)
    faults.set(findings.length)
    when.set(now.getTime() / 1000)
    if (findings.length > 0) {
      const error = new Error('The audit log is not as it was written. Run: posthouse audit verify')
      return log.error('audit_broken', error, { seq: head.seq, hash: head.hash, findings })
    }
    row.set(head.seq)
    log.info('audit_verified', { rows, seq: head.seq, hash: head.hash })
  }
}
