import type { Db } from '#platform/bot.ts'
import type { Kept } from '../github/port.ts'
import { tables } from './tables.ts'

/** Raised when `pullSchema` reads more than it did: what was kept before is not understood any more. */
const READER = 'v1'

/** An ETag belongs to the token that got it. */
export const asked = (tokenId: string, path: string) => `${tokenId} ${READER} ${path}`

export const recall = (db: Db, what: string): Promise<Kept | undefined> =>
  tables(db).selectFrom('github_answers').select(['etag', 'body']).where('asked', '=', what).executeTakeFirst()

export const keep = (db: Db, what: string, { etag, body }: Kept, now: Date) =>
  tables(db)
    .insertInto('github_answers')
    .values({ asked: what, etag, body, seen_at: now })
    .onConflict((conflict) => conflict.column('asked').doUpdateSet({ etag, body, seen_at: now }))
    .execute()

/** What is waited for is looked at twice a day; the rest is over. */
export const forget = (db: Db, before: Date) =>
  tables(db).deleteFrom('github_answers').where('seen_at', '<', before).execute()
