import type { BotRecord, ChatRecord, StoredMessage } from '../types.ts'
import type { World } from './world.ts'

/** By this id a bot edits what was said through it in a chat it may not be in. */
export const inlineId = (chat: ChatRecord, message: number, bot: number) =>
  Buffer.from(`${chat.key} ${message} ${bot}`).toString('base64url')

/** The message behind an inline id of this bot. */
export function inlineMessage(world: World, bot: BotRecord, id: string): Found | undefined {
  const [key = '', message] = Buffer.from(id, 'base64url').toString().split(' ')
  const chat = world.chats.get(key)
  const stored = chat?.messages.get(Number(message))
  return chat && stored?.inline?.id === id && stored.inline.bot === bot.id ? { chat, stored } : undefined
}

interface Found {
  chat: ChatRecord
  stored: StoredMessage
}
