import type { Queryable } from '../db/database.ts'
import { type ChainedRow, createInspector, type Finding } from './audit-inspect.ts'
import { AUDIT_COLUMNS, BEGINNING, type Link } from './audit-link.ts'

export interface AuditReport {
  /** Rows of the chain that were looked at. */
  rows: number
  head: Link
  /** Rows not chained yet, also the youngest. */
  unchained: number
  /** The first of them, in the order of the chain; empty when all is as it was written. */
  findings: Finding[]
}

const MOST_FINDINGS = 50
const PAGE = 2_000
const CHAINED_WITHIN_MS = 60_000

/** Recomputes the whole chain. `known` is a head that somebody noted down: it must still be in it. Reads only. */
export async function verifyAudit(target: Queryable, now: Date, known?: Link): Promise<AuditReport> {
  const head = await headOf(target)
  const inspector = createInspector()
  const findings: Finding[] = []
  let rows = 0
  for (let seq = Number.MIN_SAFE_INTEGER; ; ) {
    const page = await pageAfter(target, seq, head?.seq)
    for (const row of page) findings.push(...inspector.see(row))
    findings.splice(MOST_FINDINGS)
    rows += page.length
    seq = page.at(-1)?.seq ?? seq
    if (page.length < PAGE) break
  }
  findings.push(...inspector.end(head))
  findings.push(...(await beyond(target)))
  if (known) findings.push(...(await strangeTo(target, known)))
  const { unchained, late } = await unchainedAt(target, now)
  if (late > 0) findings.push({ fault: 'unchained', count: late })
  return { rows, head: head ?? BEGINNING, unchained, findings }
}

async function headOf(target: Queryable): Promise<Link | undefined> {
  const { rows } = await target.query<Link>('select seq, hash from posthouse.audit_head')
  return rows[0]
}

/** What is chained while we read lies behind the head that we began with. */
async function pageAfter(target: Queryable, seq: number, end: number | undefined): Promise<ChainedRow[]> {
  const { rows } = await target.query<ChainedRow>(
    `select ${AUDIT_COLUMNS}, a.seq, a.hash from posthouse.audit a
     where a.seq > $1 and a.seq <= $2 order by a.seq limit ${PAGE}`,
    [seq, end ?? Number.MAX_SAFE_INTEGER],
  )
  return rows
}

/** A row behind the end of the chain. In one statement, as the chain may be growing. */
async function beyond(target: Queryable): Promise<Finding[]> {
  const { rows } = await target.query<{ seq: number; id: number }>(
    'select a.seq, a.id from posthouse.audit a where a.seq > (select h.seq from posthouse.audit_head h) order by a.seq limit 1',
  )
  return rows.map(({ seq, id }) => ({ fault: 'cut off', seq, id, count: 1 }))
}

async function strangeTo(target: Queryable, { seq, hash }: Link): Promise<Finding[]> {
  if (seq === BEGINNING.seq && hash === BEGINNING.hash) return []
  const { rows } = await target.query('select 1 from posthouse.audit where seq = $1 and hash = $2', [seq, hash])
  return rows.length > 0 ? [] : [{ fault: 'another chain', seq, count: 1 }]
}

async function unchainedAt(target: Queryable, now: Date): Promise<{ unchained: number; late: number }> {
  const { rows } = await target.query<{ unchained: number; late: number }>(
    `select count(*) as unchained, count(*) filter (where at < $1) as late from posthouse.audit where seq is null`,
    [new Date(now.getTime() - CHAINED_WITHIN_MS)],
  )
  return rows[0]!
}
