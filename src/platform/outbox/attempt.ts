import type { Queryable } from '../db/database.ts'
import type { Telegram } from '../telegram/client.ts'
import { TelegramError } from '../telegram/errors.ts'
import { messageIdNamed } from './record.ts'
import type { Ready } from './rows.ts'
import { aimAt, asNewMessage, nameIn, type Outcome, outcomeOf } from './send.ts'

/** One call of Telegram for one row. The edit of a message that is gone, or was never sent, becomes a new message. */
export async function attempt(database: Queryable, telegram: Telegram, row: Ready): Promise<Outcome> {
  const name = nameIn(row.payload)
  const unread = row.name === null && row.followUp === null
  try {
    if (name === undefined) return { kind: 'sent', result: await telegram.post(row.method, row.payload, { unread }) }
    const messageId = await messageIdNamed(database, row.bot, row.chat, name)
    if (messageId === undefined) return await sendAnew(telegram, row, name)
    return { kind: 'sent', result: await telegram.post(row.method, aimAt(row.payload, messageId)) }
  } catch (error) {
    if (row.method !== 'editMessageText' || !(error instanceof TelegramError) || !error.messageGone)
      return outcomeOf(error)
    return sendAnew(telegram, row, name)
  }
}

async function sendAnew(telegram: Telegram, row: Ready, name: string | undefined): Promise<Outcome> {
  if (name) row.name = name
  try {
    return { kind: 'sent', result: await telegram.post('sendMessage', asNewMessage(row.payload)) }
  } catch (error) {
    return outcomeOf(error)
  }
}
