import type { Message, MessageEntity } from '@grammyjs/types'
import type { BotRecord, ChatRecord, StoredMessage } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { botsIn, isAdmin } from './chats.ts'
import { fileIdFor } from './files.ts'
import type { World } from './world.ts'

/** Queues a message, or its new version, for every bot that may see it. */
export function show(world: World, chat: ChatRecord, stored: StoredMessage, kind: 'message' | 'edited_message') {
  for (const bot of botsIn(world, chat)) {
    if (isOwn(bot, stored) || !sees(world, bot, chat, stored)) continue
    enqueue(world, bot, kind, forBot(bot, stored.message), `m:${chat.id}`)
  }
}

/** A bot is not told what it said itself, but for a few service messages. */
const isOwn = (bot: BotRecord, { sender, message }: StoredMessage) =>
  sender === bot.id && !('pinned_message' in message)

/** Privacy mode: in a group a bot sees commands for it, replies to it and service messages; an administrator sees all. */
function sees(world: World, bot: BotRecord, chat: ChatRecord, { message, sender }: StoredMessage): boolean {
  if (chat.kind === 'private') return true
  if (isService(message)) return true
  if (world.bots.has(sender)) return false
  if (isAdmin(chat.members.get(bot.id))) return true
  if (message.reply_to_message?.from?.id === bot.id) return true
  return isCommandFor(bot, message)
}

const SERVICE = [
  'new_chat_members',
  'left_chat_member',
  'pinned_message',
  'new_chat_title',
  'group_chat_created',
] as const
const isService = (message: Message) => SERVICE.some((field) => field in message)

function isCommandFor(bot: BotRecord, message: Message): boolean {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  return entities.some((entity) => {
    const word = textOf(text, entity)
    if (entity.type === 'mention') return word.toLowerCase() === `@${bot.username.toLowerCase()}`
    if (entity.type !== 'bot_command') return false
    const [, to] = word.split('@')
    return to === undefined || to.toLowerCase() === bot.username.toLowerCase()
  })
}

const textOf = (text: string, { offset, length }: MessageEntity) => text.slice(offset, offset + length)

/** A message as one bot gets it: file ids differ from bot to bot. */
export function forBot(bot: BotRecord, message: Message): Message {
  const quoted = message.reply_to_message
  if (!hasFile(message) && !(quoted && hasFile(quoted))) return message
  const mine = { ...message } as Message
  if (mine.photo) mine.photo = mine.photo.map((size) => withId(bot, size))
  if (mine.document) mine.document = withId(bot, mine.document)
  if (mine.voice) mine.voice = withId(bot, mine.voice)
  if (quoted) mine.reply_to_message = forBot(bot, quoted) as typeof quoted
  return mine
}

const hasFile = (message: Message) => Boolean(message.photo ?? message.document ?? message.voice)
const withId = <F extends { file_unique_id: string; file_id: string }>(bot: BotRecord, file: F): F => ({
  ...file,
  file_id: fileIdFor(bot, file.file_unique_id),
})
