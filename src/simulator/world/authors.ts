import type { User } from '@grammyjs/types'
import type { ChatRecord } from '../types.ts'
import { chatOf, userOf, type World } from './world.ts'

/** Telegram's own accounts, which stand for senders that are no users. */
const ANONYMOUS: User = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }
const CHANNEL_BOT: User = { id: 136817688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }
const TELEGRAM: User = { id: 777000, is_bot: false, first_name: 'Telegram' }

/** The fields of a message that say who wrote it. */
export function authorOf(world: World, chat: ChatRecord, sender: number, as?: ChatRecord) {
  const user = userOf(world, sender)
  if (chat.kind === 'channel')
    return {
      ...(chat.signed && user ? { author_signature: [user.first_name, user.last_name].filter(Boolean).join(' ') } : {}),
      sender_chat: chatOf(world, chat),
    }
  if (as) return { from: chat.linked === as.id ? TELEGRAM : CHANNEL_BOT, sender_chat: chatOf(world, as) }
  const member = chat.members.get(sender)
  if (member?.rights?.is_anonymous)
    return {
      from: ANONYMOUS,
      ...(member.title ? { author_signature: member.title } : {}),
      sender_chat: chatOf(world, chat),
    }
  return { from: user as User, ...(member?.tag ? { sender_tag: member.tag } : {}) }
}

/** Who did something in a chat, as updates name them. */
export const actorOf = (world: World, chat: ChatRecord, id: number): User | undefined =>
  chat.kind !== 'channel' && chat.members.get(id)?.rights?.is_anonymous ? ANONYMOUS : userOf(world, id)
