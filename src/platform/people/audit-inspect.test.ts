import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChainedRow, createInspector, type Finding } from './audit-inspect.ts'
import { type AuditRow, BEGINNING, type Link, linkAfter } from './audit-link.ts'

const word = fc.oneof(fc.constantFrom('', 'A1', 'payment_paid', '"', '\n', 'null'), fc.string({ unit: 'binary' }))
const row: fc.Arbitrary<AuditRow> = fc.record({
  id: fc.nat(),
  at: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map((at) => at.toISOString().replace('Z', '000Z')),
  bot: word,
  actor: fc.option(fc.nat()),
  action: word,
  subject: fc.option(word),
  detail: fc.option(word),
})
const log = fc.array(row, { minLength: 2, maxLength: 30 }).map(chained)

function chained(rows: readonly AuditRow[]): ChainedRow[] {
  let last = BEGINNING
  return rows.map((one) => {
    last = linkAfter(last, one)
    return { ...one, ...last }
  })
}

function inspect(rows: readonly ChainedRow[], head: Link | undefined): Finding[] {
  const inspector = createInspector()
  return [...rows.flatMap((one) => inspector.see(one)), ...inspector.end(head)]
}

test('a log that nobody touched has no findings, at whatever length', () => {
  expect(inspect([], undefined)).toEqual([])
  expect(inspect([], BEGINNING)).toEqual([])
  fc.assert(
    fc.property(log, (rows) => {
      expect(inspect(rows, rows.at(-1))).toEqual([])
    }),
  )
})

test('one edited field of one row is one finding that names the row', () => {
  fc.assert(
    fc.property(log, fc.nat(), row, fc.constantFrom(...FIELDS), (rows, pick, other, field) => {
      const at = pick % rows.length
      fc.pre(rows[at]![field] !== other[field])
      const edited = rows.with(at, { ...rows[at]!, [field]: other[field] })
      expect(inspect(edited, rows.at(-1))).toEqual([{ fault: 'edited', seq: at + 1, id: edited[at]!.id, count: 1 }])
    }),
  )
})

test('what moves from one field to the next is an edit, too', () => {
  const rows = chained([
    { id: 1, at: '2026-01-01T00:00:00.000000Z', bot: 'b', actor: null, action: 'a,b', subject: null, detail: null },
  ])
  expect(inspect([{ ...rows[0]!, action: 'a', subject: 'b' }], rows[0])).toMatchObject([{ fault: 'edited', seq: 1 }])
  expect(inspect([{ ...rows[0]!, subject: 'null' }], rows[0])).toMatchObject([{ fault: 'edited', seq: 1 }])
})

test('removed rows are named by their places, also the first and the last', () => {
  fc.assert(
    fc.property(log, fc.nat(), fc.nat(), (rows, first, many) => {
      const at = first % rows.length
      const count = 1 + (many % (rows.length - at))
      const left = rows.toSpliced(at, count)
      expect(inspect(left, rows.at(-1))).toEqual([{ fault: 'missing', seq: at + 1, count }])
    }),
  )
})

test('two rows that changed places are both named', () => {
  fc.assert(
    fc.property(log, fc.nat(), fc.nat(), (rows, a, b) => {
      const [one, two] = [a % rows.length, b % rows.length].sort((x, y) => x - y) as [number, number]
      fc.pre(one !== two && linkAfter(BEGINNING, rows[one]!).hash !== linkAfter(BEGINNING, rows[two]!).hash)
      const moved = rows
        .with(one, { ...rows[two]!, seq: rows[one]!.seq, hash: rows[one]!.hash })
        .with(two, { ...rows[one]!, seq: rows[two]!.seq, hash: rows[two]!.hash })
      expect(inspect(moved, rows.at(-1)).map(({ seq }) => seq)).toEqual([one + 1, two + 1])
    }),
  )
})

test('a row put in, or a hash or head exchanged, is found', () => {
  fc.assert(
    fc.property(log, fc.nat(), row, (rows, pick, other) => {
      const at = pick % rows.length
      const forged = { ...other, seq: rows[at]!.seq, hash: 'f'.repeat(64) }
      expect(inspect(rows.with(at, { ...rows[at]!, hash: forged.hash }), rows.at(-1))[0]).toMatchObject({ seq: at + 1 })
      expect(inspect([...rows, { ...forged, seq: rows.length + 1 }], rows.at(-1)).length).toBeGreaterThan(0)
      expect(inspect(rows, { ...rows.at(-1)!, hash: forged.hash })).toEqual([
        { fault: 'cut off', seq: rows.length, count: 1 },
      ])
      expect(inspect(rows, undefined)).toEqual([{ fault: 'cut off', seq: 0, count: 1 }])
    }),
  )
})

const FIELDS = ['id', 'at', 'bot', 'actor', 'action', 'subject', 'detail'] as const
