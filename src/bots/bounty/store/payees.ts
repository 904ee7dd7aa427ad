import type { Insertable } from 'kysely'
import type { Db } from '#platform/bot.ts'
import { type Payee, type Tables, tables } from './tables.ts'

/** What this person said about where they are paid; undefined until they say something. */
export const of = (db: Db, personId: number): Promise<Payee | undefined> =>
  tables(db).selectFrom('payees').selectAll().where('person_id', '=', personId).executeTakeFirst()

export const put = (db: Db, personId: number, values: Omit<Insertable<Tables['payees']>, 'person_id'>) =>
  tables(db)
    .insertInto('payees')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
