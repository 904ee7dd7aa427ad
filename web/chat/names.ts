import type { Message, User } from '@grammyjs/types'
import type { Person } from './types.ts'

export const fullName = (person: Pick<Person, 'first_name' | 'last_name'> | User): string =>
  person.last_name ? `${person.first_name} ${person.last_name}` : person.first_name

export function senderName(message: Message): string {
  if (message.from) return fullName(message.from)
  return message.sender_chat && 'title' in message.sender_chat ? (message.sender_chat.title ?? '') : ''
}
