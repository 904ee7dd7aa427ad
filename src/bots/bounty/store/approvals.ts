import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

export const add = (db: Db, paymentId: number, personId: number, at: Date) =>
  tables(db).insertInto('payment_approvals').values({ payment_id: paymentId, person_id: personId, at }).execute()

/** Who has agreed, in that order. */
export const of = async (db: Db, paymentId: number): Promise<number[]> =>
  (
    await tables(db)
      .selectFrom('payment_approvals')
      .select('person_id')
      .where('payment_id', '=', paymentId)
      .orderBy('at')
      .execute()
  ).map(({ person_id }) => person_id)
