import type { Generated } from 'kysely'
import type { Db } from '#platform/bot.ts'

type Tables = {
  reminders: { id: Generated<number>; chat: number; what: string }
}

const tables = (db: Db) => db.withSchema('reminder').withTables<Tables>()

export async function add(db: Db, chat: number, what: string): Promise<number> {
  const row = await tables(db).insertInto('reminders').values({ chat, what }).returning('id').executeTakeFirstOrThrow()
  return row.id
}

export const take = (db: Db, id: number) =>
  tables(db).deleteFrom('reminders').where('id', '=', id).returning(['chat', 'what']).executeTakeFirst()

export async function of(db: Db, chat: number): Promise<string[]> {
  const rows = await tables(db).selectFrom('reminders').select('what').where('chat', '=', chat).orderBy('id').execute()
  return rows.map((row) => row.what)
}
