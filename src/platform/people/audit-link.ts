import { createHash } from 'node:crypto'

/** A row of the audit log as it is hashed. */
export interface AuditRow {
  id: number
  /** UTC to the microsecond, as the database keeps it: `2026-01-01T00:00:00.000000Z`. */
  at: string
  bot: string
  actor: number | null
  action: string
  subject: string | null
  /** JSON as it was written, or null. */
  detail: string | null
}

/** A place in the chain and the hash there. */
export interface Link {
  seq: number
  hash: string
}

/** Before the first row. */
export const BEGINNING: Link = { seq: 0, hash: '0'.repeat(64) }

/** The columns of an `AuditRow`, for a `select` over `posthouse.audit a`. */
export const AUDIT_COLUMNS = `a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  a.bot, a.actor, a.action, a.subject, a.detail`

/** SHA-256 over the hash before, a line break, and the row as a JSON array; docs/operations.md has it for auditors. */
export function linkAfter(previous: Link, { id, at, bot, actor, action, subject, detail }: AuditRow): Link {
  const seq = previous.seq + 1
  const row = JSON.stringify([seq, id, at, bot, actor, action, subject, detail])
  return { seq, hash: createHash('sha256').update(`${previous.hash}\n${row}`).digest('hex') }
}
