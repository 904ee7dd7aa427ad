import type { Insertable } from 'kysely'
import type { Db } from '#platform/bot.ts'
import { type Payment, type PaymentStatus, type Tables, tables } from './tables.ts'

export const add = (db: Db, payment: Insertable<Tables['payments']>): Promise<Payment> =>
  tables(db).insertInto('payments').values(payment).returningAll().executeTakeFirstOrThrow()

export const find = (db: Db, id: number): Promise<Payment | undefined> =>
  tables(db).selectFrom('payments').selectAll().where('id', '=', id).executeTakeFirst()

/** The payment, held until the transaction ends. */
export const lock = (db: Db, id: number): Promise<Payment | undefined> =>
  tables(db).selectFrom('payments').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const ofAssignments = async (db: Db, ids: readonly number[]): Promise<Map<number, Payment>> => {
  if (ids.length === 0) return new Map()
  const rows = await tables(db).selectFrom('payments').selectAll().where('assignment_id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.assignment_id, row]))
}

export const change = (db: Db, id: number, values: Partial<Omit<Payment, 'id' | 'body' | 'idempotency_key'>>) =>
  tables(db).updateTable('payments').set(values).where('id', '=', id).execute()

export const waiting = (db: Db, statuses: readonly PaymentStatus[], limit: number): Promise<Payment[]> =>
  tables(db).selectFrom('payments').selectAll().where('status', 'in', statuses).orderBy('id').limit(limit).execute()

export async function count(db: Db, statuses: readonly PaymentStatus[]): Promise<number> {
  const query = tables(db)
    .selectFrom('payments')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', 'in', statuses)
  return (await query.executeTakeFirstOrThrow()).n
}
