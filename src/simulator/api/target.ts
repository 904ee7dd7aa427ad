import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../types.ts'
import { chatNamed, groupKey, isIn, privateChat, privateKey, sharesGroup } from '../world/chats.ts'
import { hasAsked } from '../world/links.ts'
import { memberOf } from '../world/members.ts'
import { GENERAL } from '../world/threads.ts'
import { hasTopics, topicRefusal } from '../world/writing.ts'
import { ApiError, badRequest, forbidden } from './errors.ts'
import type { CallContext } from './methods/context.ts'

/** What a call needs of a chat. A closed basic group may still be read, its members not. */
export type Access = 'read' | 'members' | 'edit' | 'write'

/** The chat a call means, whether or not the bot may write there. */
export function chatKnown(ctx: CallContext, name = 'chat_id', access: Access = 'read'): ChatRecord {
  const chat = chatMeant(ctx, name)
  if (chat.kind === 'group') checkBasic(ctx, chat, access)
  else if (chat.kind !== 'private') checkChannel(ctx, chat, access)
  return chat
}

/** The chat a call writes into. */
export function chatToWrite(ctx: CallContext, name = 'chat_id'): ChatRecord {
  if (ctx.world.bots.has(chatId(ctx, name))) throw forbidden("the bot can't send messages to the bot")
  const chat = chatKnown(ctx, name, 'write')
  if (ctx.world.people.get(chat.person ?? 0)?.deactivated) throw forbidden('user is deactivated')
  if (chat.blocked) throw forbidden('bot was blocked by the user')
  return chat
}

function chatMeant(ctx: CallContext, name: string): ChatRecord {
  const id = chatId(ctx, name)
  if (id < 0) {
    const group = ctx.world.chats.get(groupKey(id))
    if (group?.members.has(ctx.bot.id) || (group && group === publicChat(ctx, name))) return group
    throw badRequest('chat not found')
  }
  const chat = ctx.world.chats.get(privateKey(id, ctx.bot.id))
  const person = ctx.world.people.get(id)
  if (chat?.begun && person?.unknown) throw badRequest('private chat not found')
  if (chat?.begun) return chat
  if (!person || !hasAsked(ctx.world, ctx.bot.id, id)) throw stranger(ctx, id)
  return privateChat(ctx.world, person, ctx.bot)
}

function checkBasic(ctx: CallContext, chat: ChatRecord, access: Access) {
  const strict = access === 'write' || access === 'members'
  if (strict && chat.migratedTo !== undefined)
    throw new ApiError(400, 'group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo })
  if (strict && chat.deleted) throw forbidden('the group chat was deleted')
  const isOver = chat.deleted || chat.migratedTo !== undefined
  if (isOver || access === 'read') return
  const me = memberOf(ctx.world, chat, ctx.bot.id)
  if (me.status === 'kicked') throw forbidden('bot was kicked from the group chat')
  if (!isIn(me)) throw forbidden('bot is not a member of the group chat')
}

function checkChannel(ctx: CallContext, chat: ChatRecord, access: Access) {
  const me = memberOf(ctx.world, chat, ctx.bot.id)
  if (me.status === 'kicked' || chat.deleted) throw forbidden(`bot was kicked from the ${chat.kind} chat`)
  const needsMembership = chat.username === undefined || access === 'edit' || access === 'write'
  if (!isIn(me) && needsMembership) throw forbidden(`bot is not a member of the ${chat.kind} chat`)
}

function chatId(ctx: CallContext, name: string): number {
  const raw = ctx.params.text(name)
  if (raw === '') throw badRequest('chat_id is empty')
  if (raw.startsWith('@')) return publicChat(ctx, name)?.id ?? botNamed(ctx, raw) ?? 0
  return Number(/^-?\d+/.exec(raw)?.[0] ?? 0)
}

const publicChat = (ctx: CallContext, name: string) => {
  const raw = ctx.params.text(name)
  return raw.startsWith('@') ? chatNamed(ctx.world, raw) : undefined
}

const botNamed = ({ world }: CallContext, name: string) =>
  [...world.bots.values()].find((bot) => `@${bot.username}`.toLowerCase() === name.toLowerCase())?.id

/** Someone the bot knows from a group is refused differently from someone it never met. */
function stranger(ctx: CallContext, id: number): ApiError {
  if (ctx.world.people.has(id) && sharesGroup(ctx.world, ctx.bot, id))
    return forbidden("bot can't initiate conversation with a user")
  return badRequest('chat not found')
}

/** The topic or thread a message is for, from `message_thread_id`; undefined when the call names none. */
export function threadOf(ctx: CallContext, chat: ChatRecord, replyTo?: Message): number | undefined {
  const id = ctx.params.integer('message_thread_id', 0, 0)
  const place = id || (replyTo?.is_topic_message ? replyTo.message_thread_id : undefined)
  if (id > 0 && !isThread(ctx, chat, id)) throw badRequest('message thread not found')
  const refusal = topicRefusal(ctx.world, chat, ctx.bot.id, place)
  if (refusal) throw badRequest(refusal)
  return id || undefined
}

/** A topic, or in a supergroup without topics a message that was answered. */
function isThread(ctx: CallContext, chat: ChatRecord, id: number): boolean {
  if (hasTopics(ctx.world, chat)) return id !== GENERAL && chat.topics.some((topic) => topic.id === id)
  if (chat.kind !== 'supergroup' || chat.forum) return false
  return [...chat.messages.values()].some(({ message }) => message.message_thread_id === id)
}

/** The message a call is about, or the error `<what> not found`. */
export function messageIn(ctx: CallContext, chat: ChatRecord, what: string): StoredMessage {
  const id = ctx.params.integer('message_id', 0)
  const stored = chat.messages.get(id)
  if (!stored) throw badRequest(`${what} not found`)
  return stored
}
