import type { Queryable } from '../db/database.ts'
import { CHANNELS, type Channel, type NotificationTypes } from './notice.ts'
import type { QuietHours } from './quiet-hours.ts'

/** What a person has set. Choices and the mute belong to one bot; a night is the same for all of them. */
export interface Preferences {
  /** Each of the bot's types with the channels it goes to. */
  types: { type: string; isEssential: boolean; wanted: Readonly<Record<Channel, boolean>> }[]
  quiet: QuietHours | undefined
  /** `until` undefined: until they unmute. */
  mute: { until: Date | undefined } | undefined
}

interface Owner {
  bot: string
  person: number
}

export async function preferencesOf(
  target: Queryable,
  { bot, person }: Owner,
  declared: NotificationTypes,
  now: Date,
): Promise<Preferences> {
  const [choices, quiet, mute] = await Promise.all([
    target.query<{ type: string; channel: Channel; wanted: boolean }>(
      'select type, channel, wanted from posthouse.notification_choices where person_id = $1 and bot = $2',
      [person, bot],
    ),
    target.query<QuietHours>(
      'select zone, from_minute as "from", to_minute as "to" from posthouse.quiet_hours where person_id = $1',
      [person],
    ),
    target.query<{ until: Date | null }>(
      'select until from posthouse.notification_mutes where person_id = $1 and bot = $2 and (until is null or until > $3)',
      [person, bot, now],
    ),
  ])
  const chosen = (type: string, channel: Channel) =>
    choices.rows.find((row) => row.type === type && row.channel === channel)?.wanted
  return {
    types: Object.entries(declared).map(([type, { channels = CHANNELS, essential = false }]) => {
      const wants = (channel: Channel) =>
        essential ? channels.includes(channel) : (chosen(type, channel) ?? channels.includes(channel))
      return { type, isEssential: essential, wanted: { in_app: wants('in_app'), telegram: wants('telegram') } }
    }),
    quiet: quiet.rows[0],
    mute: mute.rows[0] && { until: mute.rows[0].until ?? undefined },
  }
}

export async function choose(
  target: Queryable,
  { bot, person }: Owner,
  { type, channel, wanted }: { type: string; channel: Channel; wanted: boolean },
  now: Date,
): Promise<void> {
  await target.query(
    `insert into posthouse.notification_choices (person_id, bot, type, channel, wanted) values ($1, $2, $3, $4, $5)
     on conflict (person_id, bot, type, channel) do update set wanted = excluded.wanted`,
    [person, bot, type, channel, wanted],
  )
  await lookAgain(target, person, now)
}

/** `until` undefined: until they unmute. */
export async function mute(
  target: Queryable,
  { bot, person }: Owner,
  until: Date | undefined,
  now: Date,
): Promise<void> {
  await target.query(
    `insert into posthouse.notification_mutes (person_id, bot, until) values ($1, $2, $3)
     on conflict (person_id, bot) do update set until = excluded.until`,
    [person, bot, until ?? null],
  )
  await lookAgain(target, person, now)
}

export async function unmute(target: Queryable, { bot, person }: Owner, now: Date): Promise<void> {
  await target.query('delete from posthouse.notification_mutes where person_id = $1 and bot = $2', [person, bot])
  await lookAgain(target, person, now)
}

/** Undefined: they are awake all day. */
export async function setQuietHours(
  target: Queryable,
  person: number,
  quiet: QuietHours | undefined,
  now: Date,
): Promise<void> {
  if (!quiet) await target.query('delete from posthouse.quiet_hours where person_id = $1', [person])
  else {
    await target.query(
      `insert into posthouse.quiet_hours (person_id, zone, from_minute, to_minute) values ($1, $2, $3, $4)
       on conflict (person_id) do update set zone = excluded.zone, from_minute = excluded.from_minute, to_minute = excluded.to_minute`,
      [person, quiet.zone, quiet.from, quiet.to],
    )
  }
  await lookAgain(target, person, now)
}

/** What is held back for somebody is decided about anew. */
async function lookAgain(target: Queryable, person: number, now: Date): Promise<void> {
  await target.query(
    `update posthouse.notifications set not_before = $2 where person_id = $1 and telegram = 'waiting'`,
    [person, now],
  )
  await target.query(
    `update posthouse.broadcast_recipients set not_before = $2 where person_id = $1 and state = 'waiting' and not_before > $2`,
    [person, now],
  )
}

/** Of these private chats, those whose people have muted the bot. */
export async function mutedAmong(
  target: Queryable,
  bot: string,
  chats: readonly number[],
  now: Date,
): Promise<Set<number>> {
  const { rows } = await target.query<{ chat: number }>(
    `select p.telegram_id as chat from posthouse.notification_mutes m join posthouse.people p on p.id = m.person_id
     where m.bot = $1 and p.telegram_id = any($2::bigint[]) and (m.until is null or m.until > $3)`,
    [bot, chats, now],
  )
  return new Set(rows.map((row) => row.chat))
}
