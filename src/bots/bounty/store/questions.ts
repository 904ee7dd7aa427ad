import { after, type Db, days, hours } from '#platform/bot.ts'
import { tables } from './tables.ts'

/** An answer that comes later is to a question nobody remembers. */
const LIVES = hours(1)

/** Writes down what the person has still to say yes to; the number goes into the button. */
export async function ask(db: Db, personId: number, what: string, detail: object, now: Date): Promise<number> {
  await tables(db)
    .deleteFrom('questions')
    .where('person_id', '=', personId)
    .where('asked_at', '<', after(now, -days(1)))
    .execute()
  const { id } = await tables(db)
    .insertInto('questions')
    .values({ person_id: personId, what, detail: JSON.stringify(detail), asked_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What was asked, once, of this person; undefined for everything else, and when it is too long ago. */
export async function take<T>(db: Db, id: number, personId: number, what: string, now: Date): Promise<T | undefined> {
  const row = await tables(db)
    .deleteFrom('questions')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('what', '=', what)
    .where('asked_at', '>', after(now, -LIVES))
    .returning('detail')
    .executeTakeFirst()
  return row && (JSON.parse(row.detail) as T)
}
