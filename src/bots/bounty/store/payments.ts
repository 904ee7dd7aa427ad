import { type Insertable, sql } from 'kysely'
import type { Db } from '#platform/bot.ts'
import type { Spent } from '../approval.ts'
import type { Balance } from '../ledger.ts'
import { IN_FLIGHT, OVER, type PaymentStatus, UNSENT, WAITS } from '../payments.ts'
import type { Period } from '../period.ts'
import { type Payment, type Tables, tables } from './tables.ts'

export const add = (db: Db, payment: Insertable<Tables['payments']>): Promise<Payment> =>
  tables(db).insertInto('payments').values(payment).returningAll().executeTakeFirstOrThrow()

export const find = (db: Db, id: number): Promise<Payment | undefined> =>
  tables(db).selectFrom('payments').selectAll().where('id', '=', id).executeTakeFirst()

export const withKey = (db: Db, key: string): Promise<Payment | undefined> =>
  tables(db).selectFrom('payments').selectAll().where('idempotency_key', '=', key).executeTakeFirst()

/** The payment, held until the transaction ends. Its assignment is locked first: `moves/locked-payment.ts`. */
export const lock = (db: Db, id: number): Promise<Payment | undefined> =>
  tables(db).selectFrom('payments').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** The newest payment of each assignment. */
export const ofAssignments = async (db: Db, ids: readonly number[]): Promise<Map<number, Payment>> => {
  if (ids.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('payments')
    .selectAll()
    .where('assignment_id', 'in', ids)
    .orderBy('seq')
    .execute()
  return new Map(rows.map((row) => [row.assignment_id, row]))
}

export const ofAssignment = async (db: Db, id: number) => (await ofAssignments(db, [id])).get(id)

type Changeable = Omit<
  Payment,
  'id' | 'body' | 'idempotency_key' | 'amount_cents' | 'assignment_id' | 'user_id' | 'seq'
>

export const change = (db: Db, id: number, values: Partial<Changeable>) =>
  tables(db).updateTable('payments').set(values).where('id', '=', id).execute()

export const waiting = (db: Db, statuses: readonly PaymentStatus[], limit: number): Promise<Payment[]> =>
  tables(db).selectFrom('payments').selectAll().where('status', 'in', statuses).orderBy('id').limit(limit).execute()

/** Those of this person that wait until they can be paid. */
export const blockedOf = (db: Db, userId: number): Promise<Payment[]> =>
  tables(db)
    .selectFrom('payments')
    .selectAll()
    .where('user_id', '=', userId)
    .where('status', '=', 'blocked_payee')
    .orderBy('id')
    .execute()

/** Made or due in shadow, and not released since; `exceptOf` may not release their own. */
export const shadowed = (db: Db, limit: number, exceptOf = 0): Promise<Payment[]> =>
  tables(db)
    .selectFrom('payments')
    .selectAll()
    .where('shadowed_at', 'is not', null)
    .where('status', 'in', UNSENT)
    .where('user_id', '<>', exceptOf)
    .orderBy('id')
    .limit(limit)
    .execute()

/** Not settled, due since then or longer, and not told of since `pagedBefore`; the oldest first. In shadow those that wait because of it are as they should be. */
export const old = (db: Db, dueBefore: Date, pagedBefore: Date, limit: number, isShadow = false): Promise<Payment[]> =>
  tables(db)
    .selectFrom('payments')
    .selectAll()
    .where('status', 'in', WAITS)
    .where(sql<Date>`greatest(created_at, due_at)`, '<=', dueBefore)
    .where((eb) => eb.or([eb('paged_at', 'is', null), eb('paged_at', '<=', pagedBefore)]))
    .$if(isShadow, (query) => query.where('shadowed_at', 'is', null))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()

export interface Standing {
  readonly status: PaymentStatus
  readonly count: number
  /** Of the one that has been due the longest; below zero while all of them still cool. */
  readonly oldestSeconds: number
}

/** What is not settled, by state. */
export const standing = (db: Db): Promise<Standing[]> =>
  tables(db)
    .selectFrom('payments')
    .select((eb) => [
      'status',
      eb.fn.countAll<number>().as('count'),
      sql<number>`extract(epoch from clock_timestamp() - min(greatest(created_at, due_at)))::float8`.as(
        'oldestSeconds',
      ),
    ])
    .where('status', 'in', WAITS)
    .groupBy('status')
    .execute()

export async function count(db: Db, statuses: readonly PaymentStatus[]): Promise<number> {
  const query = tables(db)
    .selectFrom('payments')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', 'in', statuses)
  return (await query.executeTakeFirstOrThrow()).n
}

/** Sent since then, whatever became of it, unless it is proven not to have arrived. */
export async function spentSince(db: Db, userId: number, since: Date): Promise<Spent> {
  return tables(db)
    .selectFrom('payments')
    .select([
      sql<number>`coalesce(sum(amount_cents) filter (where user_id = ${userId}), 0)::bigint`.as('toPerson'),
      sql<number>`coalesce(sum(amount_cents), 0)::bigint`.as('toAll'),
    ])
    .where('first_sent_at', '>', since)
    .where('status', '<>', 'failed')
    .executeTakeFirstOrThrow()
}

export interface YearSums {
  /** Sent, or paid, since then. */
  readonly sent: number
  /** Approved, and nothing of it has left. */
  readonly owed: number
}

/** What this person got and is to get, in cents; what came back or never arrived is not in it. */
export const sumsSince = (db: Db, userId: number, currency: string, from: Date): Promise<YearSums> =>
  tables(db)
    .selectFrom('payments')
    .select([
      sql<number>`coalesce(sum(amount_cents) filter (where status in (${sql.join([...IN_FLIGHT, 'paid'])}) and coalesce(paid_at, first_sent_at) >= ${from}), 0)::bigint`.as(
        'sent',
      ),
      sql<number>`coalesce(sum(amount_cents) filter (where status in (${sql.join([...UNSENT])})), 0)::bigint`.as(
        'owed',
      ),
    ])
    .where('user_id', '=', userId)
    .where('currency', '=', currency)
    .executeTakeFirstOrThrow()

/** What was paid to this person in that time and did not come back, by currency. */
export const paidIn = (db: Db, userId: number, { from, to }: Period): Promise<{ currency: string; cents: number }[]> =>
  tables(db)
    .selectFrom('payments')
    .select(['currency', sql<number>`sum(amount_cents)::bigint`.as('cents')])
    .where('user_id', '=', userId)
    .where('status', '=', 'paid')
    .where('paid_at', '>=', from)
    .where('paid_at', '<', to)
    .groupBy('currency')
    .orderBy('currency')
    .execute()

export const wasPaidBefore = async (db: Db, userId: number): Promise<boolean> =>
  (await tables(db)
    .selectFrom('payments')
    .select('id')
    .where('user_id', '=', userId)
    .where('status', 'in', ['paid', 'reversed'])
    .limit(1)
    .executeTakeFirst()) !== undefined

/** What tasks and payments say that each account must hold. */
export async function promised(db: Db): Promise<Balance[]> {
  const { rows } = await sql<Balance>`
    with newest as (select distinct on (assignment_id) * from bounty.payments order by assignment_id, seq desc)
    select 'held:' || t.id as account, t.currency, t.reward_cents * t.slots - (
        select coalesce(sum(coalesce(a.share_cents, t.reward_cents)), 0)::bigint from bounty.assignments a
          where a.task_id = t.id and a.status in ('approved', 'payable', 'held', 'paid', 'clawed_back')) as cents
      from bounty.tasks t where t.status in ('open', 'paused', 'closing')
    union all select 'payable:' || user_id, currency, amount_cents from newest
      where status in (${sql.join([...UNSENT, 'failed'])})
    union all select 'in_flight', currency, amount_cents from bounty.payments where status in (${sql.join([...IN_FLIGHT])})
    union all select 'paid_out', currency, amount_cents from bounty.payments where status in ('paid', 'reversed')
    union all select 'reversal', currency, -amount_cents from bounty.payments where status = 'reversed'`.execute(db)
  return rows
}

/** Over for good. */
export const isOver = ({ status }: Payment) => OVER.includes(status)
