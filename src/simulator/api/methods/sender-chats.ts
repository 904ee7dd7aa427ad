import type { ChatRecord } from '../../types.ts'
import { chatById } from '../../world/details.ts'
import { memberOf, setMember } from '../../world/members.ts'
import { userOf } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { needRight } from '../rights.ts'
import { chatToWrite } from '../target.ts'
import type { CallContext, Method } from './context.ts'
import { restrictable } from './members.ts'

/** A person's id is that of their private chat: it bans the person. */
const banChatSenderChat: Method = (ctx) => {
  const { chat, sender } = placed(ctx)
  if (sender > 0) return ban(ctx, chat, sender, 'kicked')
  if (!chat.bannedChats.includes(sender)) chat.bannedChats.push(sender)
  ctx.world.touch()
  return true
}

const unbanChatSenderChat: Method = (ctx) => {
  const { chat, sender } = placed(ctx)
  if (sender > 0) return ban(ctx, chat, sender, 'left')
  chat.bannedChats = chat.bannedChats.filter((id) => id !== sender)
  ctx.world.touch()
  return true
}

function ban(ctx: CallContext, chat: ChatRecord, id: number, status: 'kicked' | 'left') {
  restrictable(ctx, chat, id)
  const { status: before } = memberOf(ctx.world, chat, id)
  const isDone = status === 'left' ? before !== 'kicked' : before === 'kicked'
  if (!isDone) setMember(ctx.world, chat, id, { status }, ctx.bot.id)
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
  const isKnown = sender > 0 ? userOf(ctx.world, sender) : chatById(ctx.world, sender)?.kind === 'channel'
  if (!isKnown) throw badRequest('PARTICIPANT_ID_INVALID')
  needRight(ctx, chat, 'can_restrict_members', 'not enough rights to restrict/unrestrict chat member')
  return { chat, sender }
}

export const senderChatMethods = { banChatSenderChat, unbanChatSenderChat }
