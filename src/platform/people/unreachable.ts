import type { Queryable } from '../db/database.ts'

/** Remembers that a chat refuses the bot's messages, with Telegram's reason. */
export const markUnreachable = (target: Queryable, bot: string, chat: number, reason: string, now: Date) =>
  target.query(
    'insert into posthouse.unreachable (bot, chat, since, reason) values ($1, $2, $3, $4) on conflict do nothing',
    [bot, chat, now, reason],
  )

/** Who has come back can be written to again. */
export const markReachable = (target: Queryable, bot: string, chats: readonly number[]) =>
  target.query('delete from posthouse.unreachable where bot = $1 and chat = any($2::bigint[])', [bot, chats])
