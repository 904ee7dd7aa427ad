import type { Chat, Message, MessageOrigin, User } from '@grammyjs/types'
import type { Person } from './types.ts'

export const fullName = (person: Pick<Person, 'first_name' | 'last_name'> | User): string =>
  person.last_name ? `${person.first_name} ${person.last_name}` : person.first_name

export const chatName = (chat: Chat): string =>
  chat.type === 'private' ? fullName(chat as User & Chat.PrivateChat) : (chat.title ?? '')

export function senderName(message: Message): string {
  if (message.sender_chat) return chatName(message.sender_chat)
  return message.from ? fullName(message.from) : ''
}

/** Whose words a forwarded message, or a quote from another chat, holds. */
export function originName(origin: MessageOrigin): string {
  if (origin.type === 'user') return fullName(origin.sender_user)
  if (origin.type === 'hidden_user') return origin.sender_user_name
  return chatName(origin.type === 'chat' ? origin.sender_chat : origin.chat)
}
