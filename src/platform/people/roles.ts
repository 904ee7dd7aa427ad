import type { Queryable } from '../db/database.ts'

/** Gives a person a role in one bot. Giving it again changes nothing. */
export const grant = (target: Queryable, personId: number, bot: string, role: string, now: Date) =>
  target.query(
    'insert into posthouse.roles (person_id, bot, role, granted_at) values ($1, $2, $3, $4) on conflict do nothing',
    [personId, bot, role, now],
  )

export const revoke = (target: Queryable, personId: number, bot: string, role: string) =>
  target.query('delete from posthouse.roles where person_id = $1 and bot = $2 and role = $3', [personId, bot, role])

/** Telegram ids of everyone with the role in the bot. */
export async function holders(target: Queryable, bot: string, role: string): Promise<number[]> {
  const { rows } = await target.query<{ telegram_id: number }>(
    `select p.telegram_id from posthouse.roles r join posthouse.people p on p.id = r.person_id
     where r.bot = $1 and r.role = $2 order by p.telegram_id`,
    [bot, role],
  )
  return rows.map((row) => row.telegram_id)
}
