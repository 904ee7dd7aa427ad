import type { Queryable } from '../db/database.ts'

/** A person as the database knows them, with their roles in one bot. */
export interface Row {
  id: number
  telegram_id: number
  display_name: string
  username: string | null
  language: string
  language_chosen: boolean
  joined_at: Date
  roles: string | null
  /** They talk with the bot in private. */
  talks: boolean
}

export const SELECT = `select p.id, p.telegram_id, p.display_name, p.username, p.language, p.language_chosen, p.joined_at,
    (select string_agg(r.role, ',') from posthouse.roles r where r.person_id = p.id and r.bot = $1) as roles,
    exists (select from posthouse.private_chats c where c.bot = $1 and c.chat = p.telegram_id) as talks
  from posthouse.people p`

export async function load(target: Queryable, bot: string, ids: readonly number[]): Promise<Map<number, Row>> {
  const { rows } = await target.query<Row>(`${SELECT} where p.telegram_id = any($2::bigint[])`, [bot, ids])
  return new Map(rows.map((row) => [row.telegram_id, row]))
}
