import type { Database } from '#platform/db/database.ts'
import { begin } from '#platform/notifications/broadcast.ts'
import { type BroadcastProgress, broadcastsOf } from '#platform/notifications/broadcasts.ts'
import bot from './bot.ts'

const NEWS = { in: () => ({ text: 'The bridge is closed until Friday.', entities: [] }) }

/** One in fifty refuses the bot, and it is not known yet. */
export const blocks = (chat: number) => chat % 50 === 1

/** People who talk with the bot: one in twenty does not want news, one in a hundred is known to have blocked it. */
export async function fill(database: Database, recipients: number, now: Date): Promise<void> {
  await database.query(
    `insert into posthouse.people (telegram_id, display_name, joined_at) select n, 'P' || n, $2 from generate_series(1, $1::int) n`,
    [recipients, now],
  )
  await database.query(
    `insert into posthouse.private_chats (bot, chat, since) select '${bot.name}', telegram_id, $1 from posthouse.people`,
    [now],
  )
  await database.query(
    `insert into posthouse.notification_choices (person_id, bot, type, channel, wanted)
     select id, '${bot.name}', 'NEWS', 'telegram', false from posthouse.people where telegram_id % 20 = 2`,
  )
  await database.query(
    `insert into posthouse.unreachable (bot, chat, since, reason)
     select '${bot.name}', telegram_id, $1, 'blocked' from posthouse.people where telegram_id % 100 = 3`,
    [now],
  )
}

export const broadcast = (database: Database, now: Date): Promise<boolean> =>
  database.transaction((transaction) =>
    begin(
      transaction,
      {
        bot: bot.name,
        broadcast: { key: 'bridge', to: 'everyone', type: 'NEWS', what: NEWS },
        declared: { about: NEWS },
        superadmins: new Set(),
      },
      now,
    ),
  )

export const progress = (database: Database): Promise<BroadcastProgress | undefined> =>
  broadcastsOf(database, bot.name, new Date(0), () => undefined).progress('bridge')

/** Chats whose message the sender has not written down as sent. */
export async function unrecorded(database: Database): Promise<number[]> {
  const { rows } = await database.query<{ chat: number }>(
    `select p.telegram_id as chat from posthouse.broadcast_recipients r join posthouse.people p on p.id = r.person_id where r.state = 'queued'`,
  )
  return rows.map(({ chat }) => chat)
}
