import type { Db } from '#platform/bot.ts'
import { tables } from './tables.ts'
import type { Search } from './tasks.ts'

/** The number of a search; the same search has the same number for everybody. */
export async function remember(db: Db, { words, leastCents }: Search): Promise<number> {
  const { id } = await tables(db)
    .insertInto('searches')
    .values({ words, least_cents: leastCents })
    .onConflict((conflict) => conflict.constraint('searches_once').doUpdateSet({ words }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function recall(db: Db, id: number): Promise<Search> {
  const row = await tables(db).selectFrom('searches').selectAll().where('id', '=', id).executeTakeFirst()
  return { words: row?.words ?? '', leastCents: row?.least_cents ?? 0 }
}
