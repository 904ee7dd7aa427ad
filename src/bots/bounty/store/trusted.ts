import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

export const has = async (db: Db, personId: number): Promise<boolean> =>
  (await tables(db).selectFrom('trusted').select('person_id').where('person_id', '=', personId).executeTakeFirst()) !==
  undefined

/** False when this person is trusted already. */
export async function add(db: Db, personId: number, by: number, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tables(db)
    .insertInto('trusted')
    .values({ person_id: personId, trusted_by: by, trusted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** False when this person was not trusted. */
export async function remove(db: Db, personId: number): Promise<boolean> {
  const { numDeletedRows } = await tables(db).deleteFrom('trusted').where('person_id', '=', personId).executeTakeFirst()
  return numDeletedRows === 1n
}
