import { sql } from 'kysely'
import type { Db } from '#platform/bot.ts'

/** Where a person can be written to in private. */
export async function chatOf(db: Db, personId: number): Promise<number | undefined> {
  const { rows } = await sql<{ telegram_id: number }>`
    select telegram_id from posthouse.people where id = ${personId}`.execute(db)
  return rows[0]?.telegram_id
}
