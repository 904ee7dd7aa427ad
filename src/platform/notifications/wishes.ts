import type { Queryable } from '../db/database.ts'
import { isLanguage, type Language } from '../people/language.ts'
import type { Wishes } from './decide.ts'

/** Whom a notification is for, and what they have chosen about it. */
export interface Addressee extends Wishes {
  language: Language
  /** Telegram's id. */
  chat: number
}

export interface Asked {
  bot: string
  via: string
  person: number
  type: string
}

interface Row {
  telegram_id: number | null
  language: string
  in_app: boolean | null
  telegram: boolean | null
  is_muted: boolean
  muted_until: Date | null
  zone: string | null
  from_minute: number
  to_minute: number
  is_unreachable: boolean
}

/** For each its addressee, in the same order; undefined for a person whom nobody knows. */
export async function wishesOf(target: Queryable, asked: readonly Asked[]): Promise<(Addressee | undefined)[]> {
  const { rows } = await target.query<Row>(
    `select p.telegram_id, p.language, i.wanted as in_app, t.wanted as telegram,
       m.person_id is not null as is_muted, m.until as muted_until, q.zone, q.from_minute, q.to_minute,
       exists (select from posthouse.unreachable u where u.bot = n.via and u.chat = p.telegram_id) as is_unreachable
     from unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) with ordinality as n (bot, via, person, type, n)
       left join posthouse.people p on p.id = n.person
       left join posthouse.notification_choices i on i.person_id = p.id and i.bot = n.bot and i.type = n.type and i.channel = 'in_app'
       left join posthouse.notification_choices t on t.person_id = p.id and t.bot = n.bot and t.type = n.type and t.channel = 'telegram'
       left join posthouse.notification_mutes m on m.person_id = p.id and m.bot = n.bot
       left join posthouse.quiet_hours q on q.person_id = p.id
     order by n.n`,
    [
      asked.map((one) => one.bot),
      asked.map((one) => one.via),
      asked.map((one) => one.person),
      asked.map((one) => one.type),
    ],
  )
  return rows.map(addresseeOf)
}

const addresseeOf = (row: Row): Addressee | undefined =>
  row.telegram_id === null
    ? undefined
    : {
        chat: row.telegram_id,
        language: isLanguage(row.language) ? row.language : 'en',
        inApp: row.in_app ?? undefined,
        telegram: row.telegram ?? undefined,
        mute: row.is_muted ? { until: row.muted_until ?? undefined } : undefined,
        quiet: row.zone === null ? undefined : { zone: row.zone, from: row.from_minute, to: row.to_minute },
        isUnreachable: row.is_unreachable,
      }
