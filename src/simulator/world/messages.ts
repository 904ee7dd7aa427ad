import type { Message, MessageEntity } from '@grammyjs/types'
import type { BotRecord, ChatRecord, InlineMarkup, StoredMessage } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { authorOf } from './authors.ts'
import { carriedOver, TELEGRAM } from './discussion.ts'
import { inlineId } from './inline-ids.ts'
import { isService } from './rights.ts'
import { threadOf } from './threads.ts'
import { show } from './visibility.ts'
import { botUser, chatOf, personUser, tell, unix, type World } from './world.ts'

/** What a message says: the fields that differ from one kind of message to the next. */
export type Content = Omit<Partial<Message>, 'message_id' | 'from' | 'chat' | 'date'>

export interface PostOptions {
  replyTo?: Message
  /** The topic it is for, or the thread of replies. */
  thread?: number
  /** A channel on whose behalf it is sent. */
  as?: ChatRecord
  markup?: InlineMarkup
  liveUntil?: number
  /** The bot through which it is said, when that bot may edit it. */
  inline?: number
}

/** Adds a message to a chat and shows it to whoever may see it. */
export function post(world: World, chat: ChatRecord, sender: number, content: Content, options: PostOptions = {}) {
  const id = nextMessageId(world, chat)
  const { replyTo, ...thread } = threadOf(chat, { ...options, content, id })
  const message = {
    message_id: id,
    ...authorOf(world, chat, sender, options.as),
    chat: chatOf(world, chat),
    date: unix(world),
    ...thread,
    ...content,
    ...(replyTo ? { reply_to_message: shallow(replyTo) } : {}),
    ...(options.markup ? { reply_markup: options.markup } : {}),
  } as Message
  const stored: StoredMessage = { message, sender, edited: false }
  if (options.liveUntil !== undefined) stored.liveUntil = options.liveUntil
  if (options.inline !== undefined) stored.inline = { bot: options.inline, id: inlineId(chat, id, options.inline) }
  chat.messages.set(message.message_id, stored)
  chat.begun = true
  chat.typing = null
  if (world.bots.has(sender)) delete chat.draft
  if (world.bots.has(sender) && !isService(message)) chat.lastBot = sender
  show(world, chat, stored, 'message')
  tell(world, { type: 'entry', chat, stored })
  world.touch()
  const carried = carriedOver(world, chat, stored)
  if (carried) post(world, carried.group, TELEGRAM, carried.content as Content, { as: chat })
  return stored
}

function nextMessageId(world: World, chat: ChatRecord): number {
  const bot = chat.bot === undefined ? undefined : world.bots.get(chat.bot)
  return bot ? ++bot.lastMessageId : ++chat.lastMessageId
}

/** A quoted message is one level deep. */
function shallow(message: Message) {
  const { reply_to_message: _, ...rest } = message
  return rest as NonNullable<Message['reply_to_message']>
}

/** Replaces parts of a message by a new object: versions that are already queued stay as they were. */
export function change(world: World, chat: ChatRecord, stored: StoredMessage, changes: Partial<Message>) {
  stored.message = withoutUndefined({ ...stored.message, ...changes })
  tell(world, { type: 'entry', chat, stored })
  world.touch()
}

/** The same, as an edit that people and bots are told about. */
export function edit(world: World, chat: ChatRecord, stored: StoredMessage, changes: Partial<Message>) {
  const onlyMarkup = Object.keys(changes).every((key) => key === 'reply_markup')
  if (!onlyMarkup) stored.edited = true
  change(world, chat, stored, onlyMarkup ? changes : { ...changes, edit_date: unix(world) })
  if (!world.bots.has(stored.sender)) show(world, chat, stored, 'edited_message')
}

const withoutUndefined = (message: Message) =>
  Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined)) as unknown as Message

export function remove(world: World, chat: ChatRecord, id: number) {
  if (!chat.messages.delete(id)) return
  chat.pinned = chat.pinned.filter((pinned) => pinned !== id)
  tell(world, { type: 'removed', chat, message: id })
  world.touch()
}

/** Text and entities under the name the message kind uses. */
export const textContent = (text: string, entities: MessageEntity[]): Content => ({
  text,
  ...(entities.length > 0 ? { entities } : {}),
})

export const captionContent = (caption: string, entities: MessageEntity[]): Content =>
  caption === '' ? {} : { caption, ...(entities.length > 0 ? { caption_entities: entities } : {}) }

/** A person blocks a bot, or lets it in again; the bot is told. */
export function setBlocked(world: World, chat: ChatRecord, bot: BotRecord, blocked: boolean) {
  const person = world.people.get(chat.person ?? 0)
  if (!person || chat.blocked === blocked) return
  chat.blocked = blocked
  const state = (standing: 'member' | 'kicked') =>
    standing === 'kicked'
      ? { user: botUser(bot), status: standing, until_date: 0 }
      : { user: botUser(bot), status: standing }
  enqueue(
    world,
    bot,
    'my_chat_member',
    {
      chat: chatOf(world, chat),
      from: personUser(person),
      date: unix(world),
      old_chat_member: state(blocked ? 'member' : 'kicked'),
      new_chat_member: state(blocked ? 'kicked' : 'member'),
    },
    `mcm:${chat.id}`,
  )
  tell(world, { type: 'chats', chat })
  world.touch()
}
