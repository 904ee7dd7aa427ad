import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

export const begin = (db: Db, paymentId: number, n: number, at: Date) =>
  tables(db).insertInto('payment_attempts').values({ payment_id: paymentId, n, at }).execute()

export const end = (db: Db, paymentId: number, n: number, outcome: string, at: Date) =>
  tables(db)
    .updateTable('payment_attempts')
    .set({ outcome, ended_at: at })
    .where('payment_id', '=', paymentId)
    .where('n', '=', n)
    .execute()

export const last = (db: Db, paymentId: number) =>
  tables(db)
    .selectFrom('payment_attempts')
    .selectAll()
    .where('payment_id', '=', paymentId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
