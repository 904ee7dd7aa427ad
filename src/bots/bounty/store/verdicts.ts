import type { Insertable } from 'kysely'
import type { Db } from '#platform/bot.ts'
import { type Tables, tables } from './tables.ts'

export type Verdict = Insertable<Tables['payment_verdicts']>

/** A person has one verdict on a payment: a later one takes its place. */
export const put = (db: Db, verdict: Verdict) => {
  const { payment_id: _, person_id: __, ...said } = verdict
  return tables(db)
    .insertInto('payment_verdicts')
    .values(verdict)
    .onConflict((conflict) => conflict.columns(['payment_id', 'person_id']).doUpdateSet(said))
    .execute()
}

export const of = (db: Db, paymentId: number) =>
  tables(db).selectFrom('payment_verdicts').selectAll().where('payment_id', '=', paymentId).orderBy('at').execute()
