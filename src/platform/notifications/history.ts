import type { InlineKeyboardMarkup } from '@grammyjs/types'
import type { Queryable } from '../db/database.ts'
import type { Rich } from '../telegram/text.ts'

/** A notification as /inbox shows it. */
export interface Kept {
  id: number
  type: string
  words: Rich
  keyboard: InlineKeyboardMarkup | undefined
  at: Date
  isRead: boolean
  isUrgent: boolean
}

export interface KeptPage {
  /** Unread first, then newest first. */
  kept: Kept[]
  /** From 0; the last one there is when a later one was asked for. */
  page: number
  pages: number
  unread: number
  all: number
}

interface Row {
  id: number
  type: string
  words: string
  keyboard: string | null
  created_at: Date
  read_at: Date | null
  priority: number
}

interface Owner {
  bot: string
  person: number
}

const MINE = 'bot = $1 and person_id = $2 and in_app'
const COLUMNS = 'id, type, words, keyboard, created_at, read_at, priority'

export async function pageOf(target: Queryable, { bot, person }: Owner, wish: number, size: number): Promise<KeptPage> {
  const { rows: counts } = await target.query<{ all: number; unread: number }>(
    `select count(*)::int as "all", (count(*) filter (where read_at is null))::int as unread from posthouse.notifications where ${MINE}`,
    [bot, person],
  )
  const { all = 0, unread = 0 } = counts[0] ?? {}
  const pages = Math.max(1, Math.ceil(all / size))
  const page = Math.min(wish, pages - 1)
  const { rows } = await target.query<Row>(
    `select ${COLUMNS} from posthouse.notifications where ${MINE} order by (read_at is null) desc, id desc limit $3 offset $4`,
    [bot, person, size, page * size],
  )
  return { kept: rows.map(keptOf), page, pages, unread, all }
}

/** Marks it read; what was still to come through Telegram does not come any more. Undefined when it is not theirs. */
export async function open(
  target: Queryable,
  { bot, person }: Owner,
  id: number,
  now: Date,
): Promise<Kept | undefined> {
  const { rows } = await target.query<Row>(
    `update posthouse.notifications set read_at = coalesce(read_at, $4), ${NOT_SENT_ANY_MORE}
     where ${MINE} and id = $3 returning ${COLUMNS}`,
    [bot, person, id, now],
  )
  return rows[0] && keptOf(rows[0])
}

/** Resolves to how many were unread. */
export async function readAll(target: Queryable, { bot, person }: Owner, now: Date): Promise<number> {
  const { count } = await target.query(
    `update posthouse.notifications set read_at = $3, ${NOT_SENT_ANY_MORE} where ${MINE} and read_at is null`,
    [bot, person, now],
  )
  return count
}

const NOT_SENT_ANY_MORE = `reason = case when telegram = 'waiting' then 'read' else reason end,
  telegram = case when telegram = 'waiting' then 'skipped' else telegram end`

const keptOf = (row: Row): Kept => ({
  id: row.id,
  type: row.type,
  words: JSON.parse(row.words) as Rich,
  keyboard: row.keyboard === null ? undefined : (JSON.parse(row.keyboard) as InlineKeyboardMarkup),
  at: row.created_at,
  isRead: row.read_at !== null,
  isUrgent: row.priority === 3,
})
