import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { type Database, Issued, type Queryable } from './database.ts'

const INT8 = 20

export type { PGliteOptions }

/** PostgreSQL inside this process. Without a folder it lives in memory only. It does not fsync: it survives the process, not the power. */
export async function openPglite(folder: string | undefined, options: PGliteOptions = {}): Promise<Database> {
  const pglite = await PGlite.create({
    ...options,
    ...(folder ? { dataDir: folder } : {}),
    parsers: { [INT8]: Number },
  })
  return databaseOver(pglite)
}

export function databaseOver(pglite: PGlite): Database {
  type Target = Pick<PGlite, 'query'>
  const over = (target: Target): Queryable => ({
    async query(text, values) {
      const result = await target.query(text, values as unknown[] | undefined)
      return { rows: result.rows as never[], count: result.affectedRows || result.rows.length }
    },
  })
  const direct = over(pglite)
  return {
    kind: 'pglite',
    ...direct,
    inLine: direct.query,
    transaction: (work) =>
      pglite.transaction(async (transaction) => {
        const worked = await work(over(transaction as unknown as Target))
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
