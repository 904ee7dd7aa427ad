import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

/** What the last comparison found; undefined before the first. */
export const last = (db: Db) => tables(db).selectFrom('books').select(['checked_at', 'drift_cents']).executeTakeFirst()

export const put = (db: Db, checkedAt: Date, driftCents: number) => {
  const found = { checked_at: checkedAt, drift_cents: driftCents }
  return tables(db)
    .insertInto('books')
    .values(found)
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(found))
    .execute()
}
