import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLog } from '#platform/ops/log.ts'
import { createMetrics } from '#platform/ops/metrics.ts'
import { handClock } from '#testing/clock.ts'
import { freshDatabase } from '#testing/database.ts'
import type { Database, Queryable } from '../db/database.ts'
import { audit } from './audit.ts'
import { chainAudit } from './audit-chain.ts'
import { auditCheck } from './audit-check.ts'
import { auditHistory } from './audit-history.ts'
import { BEGINNING } from './audit-link.ts'
import { verifyAudit } from './audit-verify.ts'

const HOUSE = { schema: 'posthouse', folder: new URL('../db/migrations', import.meta.url).pathname }
const NOW = new Date('2026-05-01T12:00:00.123Z')
const LATER = new Date('2026-05-01T12:05:00Z')

const write = (target: Queryable, subject: string, action = 'noted') =>
  audit(target, NOW, { bot: 'ferry', action, subject, detail: { "it's": 'ünïcode "quoted"', subject } })

async function written(count: number): Promise<Database> {
  const database = await freshDatabase([HOUSE])
  for (let one = 1; one <= count; one += 1) await write(database, `A${one}`)
  return database
}

/** As somebody with the keys of the database does it by hand, past the triggers. */
const byHand = (database: Database, sql: string, values: unknown[] = []) =>
  database.transaction(async (transaction) => {
    await transaction.query('set local session_replication_role = replica')
    await transaction.query(sql, values)
  })

test('rows are chained after their commit, whoever wrote them, and each only once', async () => {
  const database = await written(5)
  expect(await verifyAudit(database, NOW)).toMatchObject({ rows: 0, unchained: 5, findings: [], head: BEGINNING })
  expect(await Promise.all([chainAudit(database), chainAudit(database), chainAudit(database)])).toContain(5)
  await write(database, 'A6')
  expect(await chainAudit(database)).toBe(1)
  expect(await chainAudit(database)).toBe(0)
  expect(await verifyAudit(database, LATER)).toMatchObject({ rows: 6, unchained: 0, findings: [], head: { seq: 6 } })
})

test('a row that commits late is chained behind younger ones', async () => {
  const database = await written(0)
  await database.query(
    "insert into posthouse.audit (id, at, bot, action) overriding system value values (50, $1, 'ferry', 'early')",
    [NOW],
  )
  await chainAudit(database)
  await write(database, 'id 1, and late')
  await chainAudit(database)
  const { rows } = await database.query<{ id: number }>('select id from posthouse.audit order by seq')
  expect(rows.map(({ id }) => id)).toEqual([50, 1])
  expect((await verifyAudit(database, LATER)).findings).toEqual([])
})

test('more rows than are chained at once are chained one lot after the other, and verified page by page', async () => {
  const database = await written(0)
  await database.query(
    "insert into posthouse.audit (at, bot, action) select $1, 'ferry', 'old ' || n from generate_series(1, 4500) n",
    [NOW],
  )
  const lots: number[] = []
  for (let lot = await chainAudit(database); lot > 0; lot = await chainAudit(database)) lots.push(lot)
  expect(lots).toEqual([1000, 1000, 1000, 1000, 500])
  expect(await verifyAudit(database, LATER)).toMatchObject({ rows: 4500, findings: [] })
  await byHand(database, "update posthouse.audit set action = 'new' where seq = 2001")
  expect((await verifyAudit(database, LATER)).findings).toMatchObject([{ fault: 'edited', seq: 2001 }])
})

test('the database itself refuses to change, remove, unchain or empty', async () => {
  const database = await written(2)
  await chainAudit(database)
  await write(database, 'not chained yet')
  for (const sql of [
    "update posthouse.audit set action = 'other' where seq = 1",
    "update posthouse.audit set action = 'other' where seq is null",
    "update posthouse.audit set action = 'other', seq = 3, hash = 'x' where seq is null",
    'update posthouse.audit set seq = null, hash = null where seq = 2',
    "update posthouse.audit set hash = 'x' where seq = 2",
    'update posthouse.audit set seq = 7 where seq = 2',
    'delete from posthouse.audit where seq = 1',
    'delete from posthouse.audit where seq is null',
    'truncate posthouse.audit',
    'truncate posthouse.people cascade',
    "insert into posthouse.audit (at, bot, action, seq, hash) values (now(), 'ferry', 'forged', 3, 'x')",
  ]) {
    await expect(database.query(sql), sql).rejects.toThrow('append-only')
  }
  expect((await verifyAudit(database, NOW)).findings).toEqual([])
})

test('a row edited, removed or moved by hand is named, whichever it is', async () => {
  const database = await written(12)
  await chainAudit(database)
  const { rows: before } = await database.query<Record<string, unknown>>('select * from posthouse.audit')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        "action = action || ' '",
        "at = at + interval '1 microsecond'",
        'actor = 1',
        'subject = null',
        'detail = null',
        "bot = ''",
        "detail = replace(detail, 'A', 'B')",
      ),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 11 }),
      async (change, seq, step) => {
        const foundAfter = async (sql: string, values: unknown[]) => {
          await byHand(database, sql, values)
          const { findings } = await verifyAudit(database, LATER)
          await restore(database, before)
          return findings
        }
        const other = ((seq - 1 + step) % 12) + 1
        const edited = await foundAfter(`update posthouse.audit set ${change} where seq = $1`, [seq])
        expect(edited).toEqual([{ fault: 'edited', seq, id: seq, count: 1 }])
        const removed = await foundAfter('delete from posthouse.audit where seq = $1', [seq])
        expect(removed).toEqual([{ fault: 'missing', seq, count: 1 }])
        const moved = await foundAfter(
          `update posthouse.audit a set subject = b.subject, detail = b.detail from posthouse.audit b
           where (a.seq = $1 and b.seq = $2) or (a.seq = $2 and b.seq = $1)`,
          [seq, other],
        )
        expect(moved.map((finding) => finding.seq)).toEqual([seq, other].sort((a, b) => a - b))
        const unchained = await foundAfter('update posthouse.audit set seq = null, hash = null where seq = $1', [seq])
        expect(unchained).toEqual([
          { fault: 'missing', seq, count: 1 },
          { fault: 'unchained', count: 1 },
        ])
      },
    ),
    { numRuns: 25 },
  )
  expect((await verifyAudit(database, LATER)).findings).toEqual([])
})

const restore = (database: Database, rows: readonly Record<string, unknown>[]) =>
  database.transaction(async (transaction) => {
    await transaction.query('set local session_replication_role = replica')
    await transaction.query('delete from posthouse.audit')
    for (const { id, at, bot, actor, action, subject, detail, seq, hash } of rows) {
      await transaction.query(
        `insert into posthouse.audit (id, at, bot, actor, action, subject, detail, seq, hash)
         overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, at, bot, actor, action, subject, detail, seq, hash],
      )
    }
  })

test('a chain that was rewritten as a whole is not the one whose head was noted down', async () => {
  const database = await written(3)
  await chainAudit(database)
  const { head } = await verifyAudit(database, LATER)
  await write(database, 'A4')
  await chainAudit(database)
  expect((await verifyAudit(database, LATER, head)).findings).toEqual([])
  await byHand(database, "update posthouse.audit set seq = null, hash = null, action = 'other'")
  await byHand(database, 'delete from posthouse.audit_head')
  await chainAudit(database)
  expect((await verifyAudit(database, LATER)).findings).toEqual([])
  expect((await verifyAudit(database, LATER, head)).findings).toEqual([{ fault: 'another chain', seq: 3, count: 1 }])
})

test('without its head the chain does not begin anew', async () => {
  const database = await written(3)
  await chainAudit(database)
  await byHand(database, 'delete from posthouse.audit_head')
  await write(database, 'A4')
  await expect(chainAudit(database)).rejects.toThrow('audit_seq')
  expect((await verifyAudit(database, LATER)).findings.map(({ fault }) => fault)).toEqual(['cut off', 'unchained'])
})

test('the hourly check tells the head, and sounds the alarm', async () => {
  const database = await written(3)
  await chainAudit(database)
  const logged: Record<string, unknown>[] = []
  const log = createLog({ destination: { write: (line: string) => void logged.push(JSON.parse(line)) } })
  const metrics = createMetrics()
  const check = auditCheck({ database, clock: handClock(NOW), log, metrics })
  await check()
  expect(logged.at(-1)).toMatchObject({ event: 'audit_verified', seq: 3, rows: 3 })
  expect((await metrics.scrape()).text).toMatch(/^audit_verified_row 3$/m)
  expect((await metrics.scrape()).text).toMatch(/^audit_findings 0$/m)
  await byHand(database, "update posthouse.audit set subject = 'B2' where seq = 2")
  await check()
  expect(logged.at(-1)).toMatchObject({ event: 'audit_broken', level: 'error', findings: [{ seq: 2 }] })
  expect((await metrics.scrape()).text).toMatch(/^audit_findings 1$/m)
  expect((await metrics.scrape()).text).toMatch(/^audit_verified_row 3$/m)
})

test('the history of a subject comes newest first, page by page, and of one bot when asked', async () => {
  const database = await written(3)
  for (const action of ['taken', 'paid']) await write(database, 'A2', action)
  await audit(database, NOW, { bot: 'seek', action: 'hidden', subject: 'A2' })
  const actions = async (wish: { bot?: string; most: number; from?: number }) =>
    (await auditHistory(database, { subjects: ['A2', 'A9'], ...wish })).map(({ action }) => action)
  expect(await actions({ most: 9 })).toEqual(['hidden', 'paid', 'taken', 'noted'])
  expect(await actions({ bot: 'ferry', most: 2 })).toEqual(['paid', 'taken'])
  expect(await actions({ bot: 'ferry', most: 2, from: 2 })).toEqual(['noted'])
})
