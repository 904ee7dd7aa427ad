import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { type Database, Issued, type Queryable } from './database.ts'
import { statementsOf } from './pglite-statements.ts'
import { BY_INDEX } from './prepared-statements.ts'

const INT8 = 20

export type { PGliteOptions }

/** PostgreSQL inside this process. Without a folder it lives in memory only. It does not fsync: it survives the process, not the power. */
export async function openPglite(folder: string | undefined, options: PGliteOptions = {}): Promise<Database> {
  const pglite = await PGlite.create({
    ...options,
    ...(folder ? { dataDir: folder } : {}),
    parsers: { [INT8]: Number },
  })
  await pglite.exec(BY_INDEX)
  return databaseOver(pglite)
}

export function databaseOver(pglite: PGlite): Database {
  const statements = statementsOf(pglite)
  type Plain = Pick<PGlite, 'query'>
  type Whole = <T>(work: () => Promise<T>) => Promise<T>
  const over = (plain: Plain, alone: Whole, syncToFs: boolean): Queryable => ({
    async query(text, values) {
      const name = values && statements.nameOf(text)
      if (name) return alone(() => statements.run(name, text, values, { syncToFs }))
      const result = await plain.query(text, values as unknown[] | undefined)
      return { rows: result.rows as never[], count: result.affectedRows || result.rows.length }
    },
  })
  const direct = over(pglite, (work) => pglite._runExclusiveTransaction(work), true)
  return {
    kind: 'pglite',
    ...direct,
    inLine: direct.query,
    transaction: (work) =>
      pglite.transaction(async (transaction) => {
        const worked = await work(over(transaction as unknown as Plain, (work) => work(), false))
        return worked instanceof Issued ? worked.result : worked
      }),
    async listen(channel, heard) {
      await pglite.listen(channel, heard)
    },
    async notify(channel, payload) {
      await pglite.query('select pg_notify($1, $2)', [channel, payload])
    },
    usage: () => 0,
    close: () => pglite.close(),
  }
}
