import type { Insertable } from 'kysely'
import type { Db } from '#platform/bot.ts'
import { type AlertChange, type AlertGroup, tables } from './tables.ts'

/** The newest row of the group, open or resolved, held until the transaction ends. */
export const latest = (db: Db, key: string): Promise<AlertGroup | undefined> =>
  tables(db)
    .selectFrom('alert_groups')
    .selectAll()
    .where('group_key', '=', key)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()

export const find = (db: Db, id: number): Promise<AlertGroup | undefined> =>
  tables(db).selectFrom('alert_groups').selectAll().where('id', '=', id).executeTakeFirst()

export const lock = (db: Db, id: number): Promise<AlertGroup | undefined> =>
  tables(db).selectFrom('alert_groups').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

type Opening = Pick<AlertGroup, 'group_key' | 'told' | 'severity' | 'opened_at' | 'told_at'> &
  Partial<Insertable<Pick<AlertGroup, 'silenced_name' | 'silenced_until'>>>

/** Undefined when somebody else has opened it at this moment. */
export const open = (db: Db, group: Opening): Promise<AlertGroup | undefined> =>
  tables(db)
    .insertInto('alert_groups')
    .values(group)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()

export const change = (db: Db, id: number, values: AlertChange): Promise<AlertGroup> =>
  tables(db).updateTable('alert_groups').set(values).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

export async function chatsOf(db: Db, id: number): Promise<number[]> {
  const rows = await tables(db).selectFrom('alert_messages').select('chat').where('group_id', '=', id).execute()
  return rows.map(({ chat }) => chat)
}

export const noteChats = (db: Db, id: number, chats: readonly number[]) =>
  tables(db)
    .insertInto('alert_messages')
    .values(chats.map((chat) => ({ group_id: id, chat })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
