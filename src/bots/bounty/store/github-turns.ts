import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

/** When this question may be asked, if it has to wait for its turn. */
export async function find(db: Db, token: string, what: string): Promise<Date | undefined> {
  const row = await tables(db)
    .selectFrom('github_turns')
    .select('at')
    .where('token', '=', token)
    .where('what', '=', what)
    .executeTakeFirst()
  return row?.at
}

export const put = (db: Db, token: string, what: string, at: Date) =>
  tables(db)
    .insertInto('github_turns')
    .values({ token, what, at })
    .onConflict((conflict) => conflict.columns(['token', 'what']).doUpdateSet({ at }))
    .execute()

export const remove = (db: Db, token: string, what: string) =>
  tables(db).deleteFrom('github_turns').where('token', '=', token).where('what', '=', what).execute()

export const forget = (db: Db, before: Date) => tables(db).deleteFrom('github_turns').where('at', '<', before).execute()
