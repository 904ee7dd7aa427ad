import type { Message, MessageEntity } from '@grammyjs/types'
import type { BotRecord, ChatRecord, StoredMessage } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { botsIn, isAdmin, isIn } from './chats.ts'
import { forBot } from './copies.ts'
import { isService } from './rights.ts'
import type { World } from './world.ts'

/** Queues a message, or its new version, for every bot that may see it. */
export function show(world: World, chat: ChatRecord, stored: StoredMessage, kind: 'message' | 'edited_message') {
  for (const bot of audience(world, chat, stored)) {
    if (isOwn(bot, stored) || !sees(world, bot, chat, stored)) continue
    enqueue(world, bot, chat.kind === 'channel' ? POST[kind] : kind, forBot(bot, stored.message), `m:${chat.id}`)
  }
}

const POST = { message: 'channel_post', edited_message: 'edited_channel_post' } as const

/** The bots in the chat, and the one that has just been sent away. */
function audience(world: World, chat: ChatRecord, { message }: StoredMessage): BotRecord[] {
  const present = botsIn(world, chat)
  const gone = world.bots.get(message.left_chat_member?.id ?? 0)
  return gone && !present.includes(gone) ? [...present, gone] : present
}

/** Of its own messages a bot is told only some service ones. */
const isOwn = (bot: BotRecord, { sender, message }: StoredMessage) =>
  sender === bot.id && !OWN_NEWS.some((field) => field in message)

const OWN_NEWS = [
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'left_chat_member',
  'pinned_message',
  'proximity_alert_triggered',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
]

/** Privacy mode: in a group a bot sees commands for it, replies to it and service messages; an administrator sees all. */
function sees(world: World, bot: BotRecord, chat: ChatRecord, { message, sender }: StoredMessage): boolean {
  if (chat.kind === 'private' || chat.kind === 'channel') return true
  if (isService(message)) return true
  if (world.bots.has(sender)) return false
  if (bot.can_read_all_group_messages || isAdmin(chat.members.get(bot.id))) return true
  if (message.reply_to_message?.from?.id === bot.id && !isService(message.reply_to_message)) return true
  if (message.via_bot?.id === bot.id) return true
  return isCommandFor(bot, chat, message)
}

/** A command that names nobody is for the bot that spoke last. */
function isCommandFor(bot: BotRecord, chat: ChatRecord, message: Message): boolean {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  return entities.some((entity) => {
    const word = textOf(text, entity)
    if (entity.type === 'mention') return word.toLowerCase() === `@${bot.username.toLowerCase()}`
    if (entity.type !== 'bot_command') return false
    const [, to] = word.split('@')
    if (to !== undefined) return to.toLowerCase() === bot.username.toLowerCase()
    return chat.lastBot === undefined || chat.lastBot === bot.id || !isIn(chat.members.get(chat.lastBot))
  })
}

const textOf = (text: string, { offset, length }: MessageEntity) => text.slice(offset, offset + length)

export { forBot } from './copies.ts'
