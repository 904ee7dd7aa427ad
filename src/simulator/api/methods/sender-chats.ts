import { chatById } from '../../world/details.ts'
import { badRequest } from '../errors.ts'
import { needRight } from '../rights.ts'
import { chatToWrite } from '../target.ts'
import type { CallContext, Method } from './context.ts'

const banChatSenderChat: Method = (ctx) => {
  const { chat, sender } = placed(ctx)
  if (!chat.bannedChats.includes(sender)) chat.bannedChats.push(sender)
  ctx.world.touch()
  return true
}

const unbanChatSenderChat: Method = (ctx) => {
  const { chat, sender } = placed(ctx)
  chat.bannedChats = chat.bannedChats.filter((id) => id !== sender)
  ctx.world.touch()
  return true
}

function placed(ctx: CallContext) {
  const chat = chatToWrite(ctx)
  const raw = ctx.params.text('sender_chat_id')
  if (raw === '') throw badRequest('sender_chat_id is empty')
  if (!/^-?\d+$/.test(raw)) throw badRequest('sender_chat_id is not a valid Integer')
  if (chat.kind === 'private') throw badRequest("can't ban members in private chats")
  if (chat.kind === 'group') throw badRequest("can't ban chats in basic groups")
  const sender = Number(raw)
  if (chatById(ctx.world, sender)?.kind !== 'channel') throw badRequest('PARTICIPANT_ID_INVALID')
  needRight(ctx, chat, 'can_restrict_members', 'not enough rights to restrict/unrestrict chat member')
  return { chat, sender }
}

export const senderChatMethods = { banChatSenderChat, unbanChatSenderChat }
