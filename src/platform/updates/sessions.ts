import type { Queryable } from '../db/database.ts'
import type { Session } from './route.ts'

export interface Place {
  bot: string
  chat: number
  telegramId: number
}

export const keyOf = ({ bot, chat, telegramId }: Place) => `${bot} ${chat} ${telegramId}`

/** Where each of these people is, by `keyOf`. */
export async function loadSessions(transaction: Queryable, places: readonly Place[]): Promise<Map<string, Session>> {
  if (places.length === 0) return new Map()
  const { rows } = await transaction.query<Place & { data: string }>(
    `select s.bot, s.chat, s.telegram_id as "telegramId", s.data from posthouse.sessions s
     join (select distinct * from unnest($1::text[], $2::bigint[], $3::bigint[]) as u (bot, chat, telegram_id)) x
       on s.bot = x.bot and s.chat = x.chat and s.telegram_id = x.telegram_id`,
    columns(places),
  )
  return new Map(rows.map((row) => [keyOf(row), JSON.parse(row.data)]))
}

export async function saveSessions(
  transaction: Queryable,
  changes: readonly { place: Place; session: Session | undefined }[],
  now: Date,
): Promise<void> {
  const open = changes.filter((change) => change.session !== undefined)
  const over = changes.filter((change) => change.session === undefined)
  if (open.length > 0) {
    await transaction.query(
      `insert into posthouse.sessions (bot, chat, telegram_id, data, updated_at)
       select bot, chat, telegram_id, data, $5 from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) as t (bot, chat, telegram_id, data)
       on conflict (bot, chat, telegram_id) do update set data = excluded.data, updated_at = excluded.updated_at`,
      [...columns(open.map(({ place }) => place)), open.map(({ session }) => JSON.stringify(session)), now],
    )
  }
  if (over.length > 0) {
    await transaction.query(
      `delete from posthouse.sessions s using unnest($1::text[], $2::bigint[], $3::bigint[]) as x (bot, chat, telegram_id)
       where s.bot = x.bot and s.chat = x.chat and s.telegram_id = x.telegram_id`,
      columns(over.map(({ place }) => place)),
    )
  }
}

const columns = (places: readonly Place[]) => [
  places.map(({ bot }) => bot),
  places.map(({ chat }) => chat),
  places.map(({ telegramId }) => telegramId),
]
