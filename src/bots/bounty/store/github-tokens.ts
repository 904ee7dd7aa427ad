import { type SqlBool, sql } from 'kysely'
import { after, type Db, seconds } from '#platform/bot.ts'
import { tables } from './tables.ts'

const A_QUESTION = seconds(1)

export interface Token {
  readonly paused_until: Date | null
  readonly strikes: number
  readonly alarmed_at: Date | null
}

/** How things stand between GitHub and this token. */
export async function of(db: Db, token: string, now: Date): Promise<Token> {
  const find = () =>
    tables(db)
      .selectFrom('github_tokens')
      .select(['paused_until', 'strikes', 'alarmed_at'])
      .where('token', '=', token)
      .executeTakeFirst()
  const known = await find()
  if (known) return known
  await tables(db)
    .insertInto('github_tokens')
    .values({ token, full_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return { paused_until: null, strikes: 0, alarmed_at: null }
}

/** Spends one question if no more than `ahead` milliseconds of them are spent already. */
export async function spend(db: Db, token: string, now: Date, ahead: number): Promise<boolean> {
  const spent = await tables(db)
    .updateTable('github_tokens')
    .set({ full_at: oneMore(now) })
    .where('token', '=', token)
    .where('full_at', '<=', after(now, ahead))
    .returning('token')
    .executeTakeFirst()
  return spent !== undefined
}

/** Spends one question in any case; resolves to the moment it is for. */
export async function reserve(db: Db, token: string, now: Date): Promise<Date> {
  const { full_at } = await tables(db)
    .updateTable('github_tokens')
    .set({ full_at: oneMore(now) })
    .where('token', '=', token)
    .returning('full_at')
    .executeTakeFirstOrThrow()
  return after(full_at, -A_QUESTION)
}

const oneMore = (now: Date) =>
  sql<Date>`greatest(full_at, ${now}::timestamptz) + ${A_QUESTION}::int * interval '1 millisecond'`

/** Nobody asks before that moment. A longer pause stays. */
export const pause = (db: Db, token: string, until: Date, values: { strikes?: number; alarmed_at?: Date }) =>
  tables(db)
    .updateTable('github_tokens')
    .set({ ...values, paused_until: sql<Date>`greatest(paused_until, ${until}::timestamptz)` })
    .where('token', '=', token)
    .execute()

/** GitHub answers again. */
export const recover = (db: Db, token: string) =>
  tables(db)
    .updateTable('github_tokens')
    .set({ strikes: 0, alarmed_at: null })
    .where('token', '=', token)
    .where(sql<SqlBool>`(strikes > 0 or alarmed_at is not null)`)
    .execute()
