import type { ChatRecord } from '../../types.ts'
import { newestPinned, pin, unpin } from '../../world/details.ts'
import { isService } from '../../world/rights.ts'
import { badRequest } from '../errors.ts'
import { needRight } from '../rights.ts'
import { chatToWrite, messageIn } from '../target.ts'
import type { CallContext, Method } from './context.ts'

const pinChatMessage: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const stored = messageIn(ctx, chat, 'message to pin')
  mayPin(ctx, chat)
  if (isService(stored.message)) throw badRequest("message can't be pinned")
  pin(ctx.world, chat, ctx.bot.id, stored)
  return true
}

const unpinChatMessage: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const named = ctx.params.integer('message_id', 0, 0) !== 0
  const stored = named ? messageIn(ctx, chat, 'message to unpin') : newestPinned(chat)
  if (!stored) throw badRequest('message to unpin not found')
  mayPin(ctx, chat)
  unpin(ctx.world, chat, (message) => message.message_id === stored.message.message_id)
  return true
}

const unpinAllChatMessages: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  mayPin(ctx, chat)
  unpin(ctx.world, chat, () => true)
  return true
}

function mayPin(ctx: CallContext, chat: ChatRecord) {
  if (chat.kind === 'private') return
  const right = chat.kind === 'channel' ? 'can_edit_messages' : 'can_pin_messages'
  needRight(ctx, chat, right, 'not enough rights to manage pinned messages in the chat')
}

export const pinMethods = { pinChatMessage, unpinChatMessage, unpinAllChatMessages }
