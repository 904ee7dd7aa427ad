import type { Queryable } from '../db/database.ts'
import type { Acquaintances } from './acquaintances.ts'
import { isLanguage, type Language, languageOf } from './language.ts'
import { load, type Row, SELECT } from './rows.ts'

/** Someone a bot has met. `id` is ours and appears in payouts and logs; `telegramId` is Telegram's. */
export interface Person {
  readonly id: number
  readonly telegramId: number
  readonly name: string
  readonly username: string | undefined
  readonly language: Language
  readonly joinedAt: Date
  /** Roles in the bot that is being talked to, such as `admin`. A superadmin has every role. */
  readonly roles: ReadonlySet<string>
  /** Roles are denied by default. */
  is(role: string): boolean
}

/** What Telegram tells about a sender. */
export interface Sender {
  id: number
  first_name: string
  last_name?: string | undefined
  username?: string | undefined
  language_code?: string | undefined
  /** They talk with the bot in private just now. */
  isPrivate?: boolean
}

export const SUPERADMIN = 'superadmin'

const nameOf = (sender: Sender) =>
  [sender.first_name, sender.last_name].filter(Boolean).join(' ').replaceAll('\0', '').slice(0, 200) ||
  `id ${sender.id}`

/**
 * Everyone in `senders`, written down as Telegram describes them now (a chosen language stays), with their roles in `bot`.
 * Resolves to a map by Telegram id. `memory` spares reading those who have not changed.
 */
export async function meet(
  target: Queryable,
  bot: string,
  senders: readonly Sender[],
  superadmins: ReadonlySet<number>,
  now: Date,
  memory?: Acquaintances,
): Promise<Map<number, Person>> {
  const unique = [...new Map(senders.map((sender) => [sender.id, sender])).values()].sort((a, b) => a.id - b.id)
  if (unique.length === 0) return new Map()
  const ids = unique.map((sender) => sender.id)
  const known = memory ? await memory.read(target, bot, ids) : await load(target, bot, ids)
  const changed = unique.filter((sender) => !isSame(known.get(sender.id), sender))
  if (changed.length > 0) {
    await target.query(
      `insert into posthouse.people (telegram_id, display_name, username, language, joined_at)
       select telegram_id, display_name, nullif(username, ''), language, $5
       from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as t (telegram_id, display_name, username, language)
       on conflict (telegram_id) do update set display_name = excluded.display_name, username = excluded.username,
         language = case when people.language_chosen then people.language else excluded.language end`,
      [
        changed.map((sender) => sender.id),
        changed.map(nameOf),
        changed.map((sender) => sender.username ?? ''),
        changed.map((sender) => languageOf(sender.language_code ?? known.get(sender.id)?.language)),
        now,
      ],
    )
    for (const [id, row] of await load(
      target,
      bot,
      changed.map((sender) => sender.id),
    ))
      known.set(id, row)
  }
  await rememberTalks(
    target,
    bot,
    unique.flatMap((sender) => (sender.isPrivate ? (known.get(sender.id) ?? []) : [])),
    now,
  )
  return new Map([...known].map(([id, row]) => [id, personOf(row, superadmins)]))
}

/** Who this is, when they are remembered and Telegram describes them as before. */
export function recognise(
  memory: Acquaintances,
  bot: string,
  sender: Sender,
  superadmins: ReadonlySet<number>,
): Person | undefined {
  const row = memory.recall(bot, sender.id)
  return row && isSame(row, sender) && (row.talks || !sender.isPrivate) ? personOf(row, superadmins) : undefined
}

/** One person by our own id or by their Telegram username; undefined when nobody is known by it, or more than one. */
export async function findPerson(
  target: Queryable,
  bot: string,
  who: number | string,
  superadmins: ReadonlySet<number>,
): Promise<Person | undefined> {
  const where = typeof who === 'number' ? 'p.id = $2' : 'lower(p.username) = lower($2)'
  const { rows } = await target.query<Row>(`${SELECT} where ${where} limit 2`, [bot, who])
  const [row, another] = rows
  return row && !another ? personOf(row, superadmins) : undefined
}

/** The languages of private chats; groups and strangers are left out. */
export async function languagesOf(target: Queryable, chats: readonly number[]): Promise<Map<number, Language>> {
  const people = chats.filter((chat) => chat > 0)
  if (people.length === 0) return new Map()
  const { rows } = await target.query<{ telegram_id: number; language: string }>(
    'select telegram_id, language from posthouse.people where telegram_id = any($1::bigint[])',
    [people],
  )
  return new Map(rows.map((row) => [row.telegram_id, isLanguage(row.language) ? row.language : 'en']))
}

/** Remembers the language a person chose; Telegram's own setting no longer changes it. */
export const chooseLanguage = (target: Queryable, id: number, language: Language) =>
  target.query('update posthouse.people set language = $2, language_chosen = true where id = $1', [id, language])

/** Whom the bot may write to of its own accord. */
async function rememberTalks(target: Queryable, bot: string, rows: readonly Row[], now: Date): Promise<void> {
  const fresh = rows.filter(({ talks }) => !talks)
  if (fresh.length === 0) return
  await target.query(
    'insert into posthouse.private_chats (bot, chat, since) select $1, chat, $3 from unnest($2::bigint[]) as t (chat) on conflict do nothing',
    [bot, fresh.map(({ telegram_id }) => telegram_id), now],
  )
  // The rows are those that are remembered.
  for (const row of fresh) row.talks = true
}

const isSame = (row: Row | undefined, sender: Sender) =>
  row !== undefined &&
  // Nearly everybody has one plain name.
  ((row.display_name === sender.first_name && !sender.last_name) || row.display_name === nameOf(sender)) &&
  (row.username ?? '') === (sender.username ?? '') &&
  (row.language_chosen || sender.language_code === undefined || row.language === languageOf(sender.language_code))

function personOf(row: Row, superadmins: ReadonlySet<number>): Person {
  const roles = new Set(row.roles?.split(',') ?? [])
  const isSuper = superadmins.has(row.telegram_id) || roles.has(SUPERADMIN)
  if (isSuper) roles.add(SUPERADMIN)
  return {
    id: row.id,
    telegramId: row.telegram_id,
    name: row.display_name,
    username: row.username ?? undefined,
    language: isLanguage(row.language) ? row.language : 'en',
    joinedAt: row.joined_at,
    roles,
    is: (role) => isSuper || roles.has(role),
  }
}
