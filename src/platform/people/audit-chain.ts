import type { Database } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import { loop, type Rounds } from '../ops/loop.ts'
import { AUDIT_COLUMNS, type AuditRow, BEGINNING, type Link, linkAfter } from './audit-link.ts'

const AT_ONCE = 1_000

/**
 * Chains the audit rows that were committed since, oldest id first. Whoever writes a row does not wait for the one before it:
 * one process at a time does this afterwards, the one that has the lock of the head; the others look again a second later.
 */
export const createAuditChain = ({ database, clock, log }: { database: Database; clock: Clock; log: Log }): Rounds =>
  loop({ name: 'audit_chain', clock, log, idleMs: 1_000, round: () => chainAudit(database) })

/** Resolves to the number of rows chained, at most 1,000; 0 also when another process is at it. */
export async function chainAudit(database: Database): Promise<number> {
  const waiting = await database.query('select 1 from posthouse.audit where seq is null limit 1')
  if (waiting.rows.length === 0) return 0
  return database.transaction(async (transaction) => {
    await transaction.query('insert into posthouse.audit_head (seq, hash) values ($1, $2) on conflict do nothing', [
      BEGINNING.seq,
      BEGINNING.hash,
    ])
    const head = await transaction.query<Link>('select seq, hash from posthouse.audit_head for update skip locked')
    let last = head.rows[0]
    if (!last) return 0
    const { rows } = await transaction.query<AuditRow>(
      `select ${AUDIT_COLUMNS} from posthouse.audit a where a.seq is null order by a.id limit ${AT_ONCE}`,
    )
    const links: Link[] = []
    for (const row of rows) {
      last = linkAfter(last, row)
      links.push(last)
    }
    await transaction.query(
      `update posthouse.audit a set seq = l.seq, hash = l.hash
       from unnest($1::bigint[], $2::bigint[], $3::text[]) as l (id, seq, hash) where a.id = l.id`,
      [rows.map(({ id }) => id), links.map(({ seq }) => seq), links.map(({ hash }) => hash)],
    )
    await transaction.query('update posthouse.audit_head set seq = $1, hash = $2', [last.seq, last.hash])
    return rows.length
  })
}
