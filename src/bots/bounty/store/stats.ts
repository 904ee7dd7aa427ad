import { sql } from 'kysely'
import type { Db } from '#platform/bot.ts'
import { WAITS } from '../payments.ts'
import { type AssignmentStatus, type TaskStatus, tables } from './tables.ts'

export interface Month {
  /** `2026-11`, in UTC. */
  readonly month: string
  readonly currency: string
  readonly payments: number
  readonly cents: number
}

const counted = <S extends string>(rows: readonly { status: S; n: number }[]) =>
  new Map(rows.map(({ status, n }) => [status, n]))

export const tasksByStatus = async (db: Db): Promise<Map<TaskStatus, number>> =>
  counted(
    await tables(db)
      .selectFrom('tasks')
      .select((eb) => ['status', eb.fn.countAll<number>().as('n')])
      .groupBy('status')
      .execute(),
  )

/** Takes; a share of another one's reward is none. */
export const takesByStatus = async (db: Db): Promise<Map<AssignmentStatus, number>> =>
  counted(
    await tables(db)
      .selectFrom('assignments')
      .select((eb) => ['status', eb.fn.countAll<number>().as('n')])
      .where('share_of', 'is', null)
      .groupBy('status')
      .execute(),
  )

/** What was paid and did not come back, newest month first. */
export const paidByMonth = (db: Db, months: number): Promise<Month[]> =>
  tables(db)
    .selectFrom('payments')
    .select((eb) => [
      sql<string>`to_char(paid_at at time zone 'UTC', 'YYYY-MM')`.as('month'),
      'currency',
      eb.fn.countAll<number>().as('payments'),
      sql<number>`sum(amount_cents)::bigint`.as('cents'),
    ])
    .where('status', '=', 'paid')
    .groupBy(['month', 'currency'])
    .orderBy('month', 'desc')
    .orderBy('currency')
    .limit(months)
    .execute()

/** Milliseconds from approval to money, of half of all payments less; undefined while nothing was paid. */
export async function medianToPay(db: Db): Promise<number | undefined> {
  const { seconds } = await tables(db)
    .selectFrom('payments')
    .innerJoin('assignments', 'assignments.id', 'payments.assignment_id')
    .select(
      sql<
        number | null
      >`percentile_cont(0.5) within group (order by extract(epoch from payments.paid_at - assignments.verified_at))::float8`.as(
        'seconds',
      ),
    )
    .where('payments.status', '=', 'paid')
    .executeTakeFirstOrThrow()
  return seconds === null ? undefined : seconds * 1000
}

/** Since when the oldest payment waits that is not settled. */
export async function oldestUnpaid(db: Db): Promise<{ id: number; created_at: Date } | undefined> {
  return tables(db)
    .selectFrom('payments')
    .select(['id', 'created_at'])
    .where('status', 'in', WAITS)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
}
