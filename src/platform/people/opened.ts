import type { Queryable } from '../db/database.ts'

/** `bot chat` for each of these people with each bot that may write to them: they have opened it and not refused it since. */
export async function openedChats(
  target: Queryable,
  bots: readonly string[],
  chats: readonly number[],
): Promise<Set<string>> {
  const { rows } = await target.query<{ bot: string; chat: number }>(
    `select c.bot, c.chat from posthouse.private_chats c
     where c.bot = any($1::text[]) and c.chat = any($2::bigint[])
       and not exists (select from posthouse.unreachable u where u.bot = c.bot and u.chat = c.chat)`,
    [bots, chats],
  )
  return new Set(rows.map(({ bot, chat }) => `${bot} ${chat}`))
}
