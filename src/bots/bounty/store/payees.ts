import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

/** Where this person is paid; undefined until they say so. */
export const of = (db: Db, personId: number) =>
  tables(db).selectFrom('payees').selectAll().where('person_id', '=', personId).executeTakeFirst()

export const put = (db: Db, personId: number, account: string, at: Date) =>
  tables(db)
    .insertInto('payees')
    .values({ person_id: personId, account, set_at: at })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ account, set_at: at }))
    .execute()
