import type { Db } from '#platform/bot.ts'
import { type Ban, tables } from './tables.ts'

export const of = (db: Db, personId: number): Promise<Ban | undefined> =>
  tables(db).selectFrom('bans').selectAll().where('person_id', '=', personId).executeTakeFirst()

/** False when this person is banned already. */
export async function add(db: Db, ban: Ban): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(db)
    .insertInto('bans')
    .values(ban)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The ban that is over now; undefined when there was none. */
export const remove = (db: Db, personId: number): Promise<Ban | undefined> =>
  tables(db).deleteFrom('bans').where('person_id', '=', personId).returningAll().executeTakeFirst()
