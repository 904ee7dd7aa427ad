import type { Queryable } from '../db/database.ts'

/** One row of the audit log: who did what to what. Written in the transaction of the thing itself. */
export interface AuditEntry {
  bot: string
  /** Our id of the person, or undefined when the house itself acted. */
  actor?: number | undefined
  action: string
  subject?: string
  detail?: unknown
}

export const audit = (target: Queryable, now: Date, { bot, actor, action, subject, detail }: AuditEntry) =>
  target.query(
    'insert into posthouse.audit (at, bot, actor, action, subject, detail) values ($1, $2, $3, $4, $5, $6)',
    [now, bot, actor ?? null, action, subject ?? null, detail === undefined ? null : JSON.stringify(detail)],
  )
