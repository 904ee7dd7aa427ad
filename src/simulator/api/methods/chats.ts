import type { Message } from '@grammyjs/types'
import type { ChatRecord, Standing } from '../../types.ts'
import { isAdmin, isIn } from '../../world/chats.ts'
import { post } from '../../world/messages.ts'
import { forBot } from '../../world/visibility.ts'
import { chatOf, tell, userOf } from '../../world/world.ts'
import { badRequest } from '../errors.ts'
import { chatKnown, chatToWrite, messageIn } from '../target.ts'
import type { CallContext, Method } from './context.ts'

const getChat: Method = (ctx) => {
  const chat = chatKnown(ctx)
  const pinned = chat.messages.get(chat.pinned.at(-1) ?? 0)
  return {
    ...chatOf(ctx.world, chat),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: NO_GIFTS,
    ...(pinned ? { pinned_message: forBot(ctx.bot, pinned.message) } : {}),
  }
}

const NO_GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
}

const getChatMember: Method = (ctx) => {
  const chat = chatKnown(ctx)
  const id = ctx.params.integer('user_id', 0)
  if (id === 0) throw badRequest('invalid user_id specified')
  const user = userOf(ctx.world, id)
  if (!user) throw badRequest('user not found')
  if (chat.kind === 'private') {
    if (id !== chat.person && id !== chat.bot) throw badRequest('user not found')
    return { user, status: 'member' }
  }
  return memberJson(ctx, id, chat.members.get(id) ?? 'left')
}

const getChatAdministrators: Method = (ctx) => {
  const chat = chatKnown(ctx)
  if (chat.kind === 'private') throw badRequest('there are no administrators in the private chat')
  return [...chat.members]
    .filter(([, standing]) => isAdmin(standing))
    .map(([id, standing]) => memberJson(ctx, id, standing))
}

const getChatMemberCount: Method = (ctx) => {
  const chat = chatKnown(ctx)
  return chat.kind === 'private' ? 2 : [...chat.members.values()].filter(isIn).length
}

function memberJson(ctx: CallContext, id: number, status: Standing) {
  const user = userOf(ctx.world, id)
  if (status === 'creator') return { user, status, is_anonymous: false }
  if (status === 'kicked') return { user, status, until_date: 0 }
  if (status === 'administrator') return { user, status, ...ADMIN_RIGHTS }
  return { user, status }
}

const ADMIN_RIGHTS = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_manage_video_chats: true,
  can_restrict_members: true,
  can_promote_members: false,
  can_change_info: true,
  can_invite_users: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  can_pin_messages: true,
  can_manage_topics: false,
}

const leaveChat: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  if (chat.kind === 'private') throw badRequest("chat member status can't be changed in private chats")
  chat.members.set(ctx.bot.id, 'left')
  tell(ctx.world, { type: 'chats', chat })
  ctx.world.touch()
  return true
}

const pinChatMessage: Method = (ctx) => {
  const chat = mayPin(ctx)
  const { message } = messageIn(ctx, chat, 'message to pin')
  if (chat.pinned.at(-1) === message.message_id) return true
  chat.pinned = [...chat.pinned.filter((id) => id !== message.message_id), message.message_id]
  post(ctx.world, chat, ctx.bot.id, { pinned_message: message as NonNullable<Message['pinned_message']> })
  return true
}

const unpinChatMessage: Method = (ctx) => {
  const chat = mayPin(ctx)
  const id = ctx.params.integer('message_id', 0) || chat.pinned.at(-1)
  if (id === undefined || !chat.pinned.includes(id)) throw badRequest('message to unpin not found')
  chat.pinned = chat.pinned.filter((pinned) => pinned !== id)
  ctx.world.touch()
  return true
}

const unpinAllChatMessages: Method = (ctx) => {
  mayPin(ctx).pinned = []
  ctx.world.touch()
  return true
}

function mayPin(ctx: CallContext): ChatRecord {
  const chat = chatToWrite(ctx)
  if (chat.kind !== 'private' && !isAdmin(chat.members.get(ctx.bot.id)))
    throw badRequest('not enough rights to manage pinned messages in the chat')
  return chat
}

const setMessageReaction: Method = (ctx) => {
  const chat = chatToWrite(ctx)
  const stored = messageIn(ctx, chat, 'message to react')
  const given = ctx.params.json('reaction', "can't parse reaction types JSON object")
  if (given !== undefined && !Array.isArray(given)) throw badRequest('expected an Array of ReactionType')
  if (given?.length) stored.reactions = given
  else delete stored.reactions
  tell(ctx.world, { type: 'entry', chat, stored })
  ctx.world.touch()
  return true
}

export const chatMethods = {
  getChat,
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  leaveChat,
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages,
  setMessageReaction,
}
