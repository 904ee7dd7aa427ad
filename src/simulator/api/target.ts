import type { Message } from '@grammyjs/types'
import type { ChatRecord, StoredMessage } from '../types.ts'
import { groupKey, isIn, privateKey, sharesGroup } from '../world/chats.ts'
import { type ApiError, badRequest, forbidden } from './errors.ts'
import type { CallContext } from './methods/context.ts'

/** The chat a call means, whether or not the bot may write there. */
export function chatKnown(ctx: CallContext, name = 'chat_id'): ChatRecord {
  const id = chatId(ctx, name)
  if (id < 0) {
    const group = ctx.world.chats.get(groupKey(id))
    if (!group?.members.has(ctx.bot.id)) throw badRequest('chat not found')
    return group
  }
  const chat = ctx.world.chats.get(privateKey(id, ctx.bot.id))
  if (!chat?.begun) throw stranger(ctx, id)
  return chat
}

/** The chat a call writes into. */
export function chatToWrite(ctx: CallContext, name = 'chat_id'): ChatRecord {
  const id = chatId(ctx, name)
  if (ctx.world.bots.has(id)) throw forbidden("the bot can't send messages to the bot")
  const chat = chatKnown(ctx, name)
  if (chat.kind === 'private') {
    if (chat.blocked) throw forbidden('bot was blocked by the user')
    return chat
  }
  const standing = chat.members.get(ctx.bot.id)
  if (standing === 'kicked') throw forbidden('bot was kicked from the supergroup chat')
  if (!isIn(standing)) throw forbidden('bot is not a member of the supergroup chat')
  return chat
}

function chatId(ctx: CallContext, name: string): number {
  const raw = ctx.params.text(name).trim()
  if (raw === '') throw badRequest(`${name} is empty`)
  return /^-?\d+$/.test(raw) ? Number(raw) : 0
}

/** Someone the bot knows from a group is refused differently from someone it never met. */
function stranger(ctx: CallContext, id: number): ApiError {
  if (ctx.world.people.has(id) && sharesGroup(ctx.world, ctx.bot, id))
    return forbidden("bot can't initiate conversation with a user")
  return badRequest('chat not found')
}

/** The message to reply to, from reply_parameters or the older names; undefined when there is none and may be none. */
export function replyTarget(ctx: CallContext, chat: ChatRecord): Message | undefined {
  const { params } = ctx
  const given = params.json('reply_parameters', "can't parse reply parameters JSON object")
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given)))
    throw badRequest('object expected as reply parameters')
  const modern = given as { message_id?: unknown; allow_sending_without_reply?: unknown } | undefined
  const id = modern ? Number(modern.message_id ?? 0) : params.integer('reply_to_message_id', 0)
  if (!id) return undefined
  const found = chat.messages.get(id)
  if (found) return found.message
  const optional = modern ? modern.allow_sending_without_reply === true : params.flag('allow_sending_without_reply')
  if (optional) return undefined
  throw badRequest('message to be replied not found')
}

/** The message a call is about, or the error `<what> not found`. */
export function messageIn(ctx: CallContext, chat: ChatRecord, what: string): StoredMessage {
  const id = ctx.params.integer('message_id', 0)
  if (id === 0) throw badRequest('message identifier is not specified')
  const stored = chat.messages.get(id)
  if (!stored) throw badRequest(`${what} not found`)
  return stored
}
