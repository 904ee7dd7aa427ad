import type { Queryable } from '../db/database.ts'
import type { Ready } from './lanes.ts'

/** A sender that carries messages to Telegram as soon as they are committed, so that nobody has to look for them. */
export interface Handover {
  /** What it may be given now, of a transaction that holds the lock of these chats and found them free. */
  offer(chats: readonly Chat[], now: Date): Offer | undefined
  /** The answer to a commit was lost: it may be that something is carried that nobody knows of. */
  doubt(): void
}

export interface Offer {
  owner: string
  carries(chat: Chat): boolean
  /** To be called after the commit. */
  take(rows: readonly Ready[]): void
}

interface Chat {
  bot: string
  chat: number
}

/**
 * Those of the chats whose next message has to stand in line: the chat has a lane, or another sender carries something
 * for it. Whoever holds the chats' locks may give the messages of the others to a sender of its own.
 */
export async function chatsInLine(transaction: Queryable, owner: string, chats: readonly Chat[]): Promise<Set<string>> {
  const { rows } = await transaction.query<Chat>(
    `select bot, chat from unnest($1::text[], $2::bigint[]) as t (bot, chat)
     where exists (select from posthouse.lanes l where l.bot = t.bot and l.chat = t.chat)
        or exists (select from posthouse.outbox o where o.bot = t.bot and o.chat = t.chat and o.state < 2 and o.owner <> $3)`,
    [chats.map(({ bot }) => bot), chats.map(({ chat }) => chat), owner],
  )
  return new Set(rows.map(({ bot, chat }) => `${bot} ${chat}`))
}
