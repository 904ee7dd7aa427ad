import type { Db } from '#platform/bot.ts'
import { type PublicReceipt, tables } from './tables.ts'

/** False when it was wanted before. */
export async function want(db: Db, assignmentId: number, now: Date): Promise<boolean> {
  const added = await tables(db)
    .insertInto('public_receipts')
    .values({ assignment_id: assignmentId, state: 'wanted', asked_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('assignment_id')
    .executeTakeFirst()
  return added !== undefined
}

export const find = (db: Db, assignmentId: number): Promise<PublicReceipt | undefined> =>
  tables(db).selectFrom('public_receipts').selectAll().where('assignment_id', '=', assignmentId).executeTakeFirst()

/** The same, held until the transaction ends. */
export const lock = (db: Db, assignmentId: number): Promise<PublicReceipt | undefined> =>
  tables(db)
    .selectFrom('public_receipts')
    .selectAll()
    .where('assignment_id', '=', assignmentId)
    .forUpdate()
    .executeTakeFirst()

export const change = (db: Db, assignmentId: number, values: Partial<Omit<PublicReceipt, 'assignment_id'>>) =>
  tables(db).updateTable('public_receipts').set(values).where('assignment_id', '=', assignmentId).execute()
