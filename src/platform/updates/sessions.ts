import { joinJson, jsonList } from '../db/array-literal.ts'
import type { Queryable } from '../db/database.ts'
import { keyOfChat } from '../ops/chat-key.ts'

/** Whose state it is: a person's in a chat (their open dialog), or the chat's own. */
export interface Place {
  bot: string
  chat: number
  telegramId: number
  key: string
}

export interface SessionChange {
  place: Place
  /** JSON text; `undefined` takes away what was there. */
  data: string | undefined
}

const WHOLE_CHAT = 0
const MOST = 20_000
const known = new Map<string, Map<number, Place>>()

/** Always the same object, as `keyOfChat` gives always the same text, and for the same reason. */
export function placeOf(bot: string, chat: number, telegramId = WHOLE_CHAT): Place {
  const places = placesIn(keyOfChat({ bot, chat }))
  const place = places.get(telegramId) ?? { bot, chat, telegramId, key: keyOf(bot, chat, telegramId) }
  places.set(telegramId, place)
  return place
}

function placesIn(chat: string): Map<number, Place> {
  const places = known.get(chat)
  if (places && places.size < MOST) return places
  if (known.size >= MOST) known.clear()
  const fresh = new Map<number, Place>()
  known.set(chat, fresh)
  return fresh
}

const keyOf = (bot: string, chat: number, telegramId: number) => `${bot} ${chat} ${telegramId}`

/** What is stored at these places, by their keys, as JSON text. */
export async function loadSessions(transaction: Queryable, places: readonly Place[]): Promise<Map<string, string>> {
  if (places.length === 0) return new Map()
  const { rows } = await transaction.query<Omit<Place, 'key'> & { data: string }>(
    `select bot, chat, telegram_id as "telegramId", data from posthouse.sessions
     join unnest($1::text[], $2::bigint[], $3::bigint[]) as x (bot, chat, telegram_id) using (bot, chat, telegram_id)`,
    columns(places),
  )
  return new Map(rows.map((row) => [keyOf(row.bot, row.chat, row.telegramId), row.data]))
}

export async function saveSessions(
  transaction: Queryable,
  changes: readonly SessionChange[],
  now: Date,
): Promise<void> {
  const kept = changes.filter(({ data }) => data !== undefined)
  const over = changes.filter(({ data }) => data === undefined)
  await Promise.all([
    kept.length > 0 &&
      transaction.query(
        `insert into posthouse.sessions (bot, chat, telegram_id, data, updated_at)
         select bot, chat, telegram_id, data, $5 from unnest($1::text[], $2::bigint[], $3::bigint[], ${jsonList('$4')}) as t (bot, chat, telegram_id, data)
         on conflict (bot, chat, telegram_id) do update set data = excluded.data, updated_at = excluded.updated_at`,
        [...columns(kept.map(({ place }) => place)), joinJson(kept.map(({ data }) => data ?? '')), now],
      ),
    over.length > 0 &&
      transaction.query(
        `delete from posthouse.sessions s using unnest($1::text[], $2::bigint[], $3::bigint[]) as x (bot, chat, telegram_id)
         where s.bot = x.bot and s.chat = x.chat and s.telegram_id = x.telegram_id`,
        columns(over.map(({ place }) => place)),
      ),
  ])
}

const columns = (places: readonly Place[]) => [
  places.map(({ bot }) => bot),
  places.map(({ chat }) => chat),
  places.map(({ telegramId }) => telegramId),
]
