import type { Queryable } from '../db/database.ts'

/** A row of the audit log as it is shown. */
export interface AuditEvent {
  id: number
  /** Its place in the chain; null in the second before it is chained. */
  seq: number | null
  at: Date
  bot: string
  actor: number | null
  action: string
  subject: string
  /** JSON as it was written, or null. */
  detail: string | null
}

export interface HistoryWish {
  /** Of all bots when left out. */
  bot?: string | undefined
  /** What it is about, such as `A42` or `P9`; several are told together. */
  subjects: readonly string[]
  most: number
  from?: number
}

/** What was done to some subjects, newest first. */
export async function auditHistory(target: Queryable, { bot, subjects, most, from = 0 }: HistoryWish) {
  const { rows } = await target.query<AuditEvent>(
    `select id, seq, at, bot, actor, action, subject, detail from posthouse.audit
     where ($1::text is null or bot = $1) and subject = any($2::text[]) order by id desc limit $3 offset $4`,
    [bot ?? null, subjects, most, from],
  )
  return rows
}
