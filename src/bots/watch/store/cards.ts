import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'

export interface Card {
  chat: number
  person_id: number
  /** What it says, without the moment of its last change. */
  text: string
  changed_at: Date
}

export const all = (db: Db): Promise<Card[]> =>
  tables(db).selectFrom('cards').select(['chat', 'person_id', 'text', 'changed_at']).orderBy('chat').execute()

export const keep = (db: Db, card: Card) =>
  tables(db)
    .insertInto('cards')
    .values(card)
    .onConflict((conflict) => conflict.column('chat').doUpdateSet(card))
    .execute()

export const sentAs = (db: Db, chat: number, messageId: number) =>
  tables(db).updateTable('cards').set({ message_id: messageId }).where('chat', '=', chat).execute()

/** Resolves to the message that was pinned, if there was one. */
export async function drop(db: Db, chat: number): Promise<number | undefined> {
  const row = await tables(db).deleteFrom('cards').where('chat', '=', chat).returning('message_id').executeTakeFirst()
  return row?.message_id ?? undefined
}
