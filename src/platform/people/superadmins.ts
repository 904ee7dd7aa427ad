import type { Queryable } from '../db/database.ts'
import { SUPERADMIN } from './people.ts'

export interface Superadmin {
  /** Our id, and Telegram's, which is that of the private chat, too. */
  person: number
  chat: number
}

/** Those named by `ids` (Telegram's) whom a bot has met, and those who have the role in one of `bots`. */
export async function superadminsOf(
  target: Queryable,
  ids: ReadonlySet<number>,
  bots: readonly string[],
): Promise<Superadmin[]> {
  const { rows } = await target.query<Superadmin>(
    `select p.id as person, p.telegram_id as chat from posthouse.people p
     where p.telegram_id = any($1::bigint[])
       or exists (select from posthouse.roles r where r.person_id = p.id and r.role = $3 and r.bot = any($2::text[]))
     order by p.id`,
    [[...ids], bots, SUPERADMIN],
  )
  return rows
}
