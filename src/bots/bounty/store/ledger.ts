import { sql } from 'kysely'
import type { Db } from '#platform/bot.ts'
import type { Account, Balance, Transfer } from '../ledger.ts'
import { type BalanceOf, tables } from './tables.ts'

/** Writes the transfer with its two entries; the database refuses what an account does not hold. */
export async function add(db: Db, { kind, from, to, cents, currency }: Transfer, subject: string, at: Date) {
  const { id } = await tables(db)
    .insertInto('transfers')
    .values({ kind, subject, at })
    .returning('id')
    .executeTakeFirstOrThrow()
  const legs = [
    { transfer_id: id, account: from, currency, cents: -cents },
    { transfer_id: id, account: to, currency, cents },
  ]
  // Balances are locked in this order by everybody.
  legs.sort((a, b) => (a.account < b.account ? -1 : 1))
  await tables(db).insertInto('entries').values(legs).execute()
  return id
}

export async function balanceOf(db: Db, account: Account, currency: string): Promise<number> {
  const row = await tables(db)
    .selectFrom('balances')
    .select('cents')
    .where('account', '=', account)
    .where('currency', '=', currency)
    .executeTakeFirst()
  return row?.cents ?? 0
}

/** The same, and nobody else can change it before the transaction ends. */
export async function lockBalance(db: Db, account: Account, currency: string): Promise<number> {
  const row = await tables(db)
    .selectFrom('balances')
    .select('cents')
    .where('account', '=', account)
    .where('currency', '=', currency)
    .forUpdate()
    .executeTakeFirst()
  return row?.cents ?? 0
}

export const balances = (db: Db): Promise<BalanceOf[]> => tables(db).selectFrom('balances').selectAll().execute()

export const entrySums = (db: Db): Promise<Balance[]> =>
  tables(db)
    .selectFrom('entries')
    .select(['account', 'currency', sql<number>`sum(cents)::bigint`.as('cents')])
    .groupBy(['account', 'currency'])
    .execute()

/** What all accounts of a kind hold together: every task's `held:17` is `held`. */
export const sumsByKind = (db: Db): Promise<Balance[]> =>
  tables(db)
    .selectFrom('balances')
    .select([
      sql<string>`regexp_replace(account, '^(held|payable):.*$', '\\1')`.as('account'),
      'currency',
      sql<number>`sum(cents)::bigint`.as('cents'),
    ])
    .groupBy([sql`1`, 'currency'])
    .execute()

/** Transfers that do not sum to zero: there are none, unless somebody went around the triggers. */
export const lopsided = (db: Db) =>
  tables(db)
    .selectFrom('entries')
    .select(['transfer_id', 'currency'])
    .groupBy(['transfer_id', 'currency'])
    .having(sql<boolean>`sum(cents) <> 0`)
    .limit(10)
    .execute()
