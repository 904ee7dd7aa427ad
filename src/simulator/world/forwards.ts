import type { Message, MessageOrigin } from '@grammyjs/types'
import type { Content } from './messages.ts'

/** Where a message first came from; a forward of a forward keeps its origin. */
export function originOf(message: Message): MessageOrigin {
  if (message.forward_origin) return message.forward_origin
  const { date, sender_chat, author_signature } = message
  const signed = author_signature ? { author_signature } : {}
  if (sender_chat && message.chat.type === 'channel')
    return { type: 'channel', chat: message.chat, message_id: message.message_id, date, ...signed }
  if (sender_chat) return { type: 'chat', sender_chat, date, ...signed }
  return { type: 'user', sender_user: message.from as NonNullable<Message['from']>, date }
}

/** The origin with the older fields that are still sent beside it. */
export function forwarded(message: Message): Content {
  const origin = originOf(message)
  const old = { ...legacy(origin), forward_date: origin.date }
  return { forward_origin: origin, ...old }
}

function legacy(origin: MessageOrigin) {
  if (origin.type === 'user') return { forward_from: origin.sender_user }
  if (origin.type === 'hidden_user') return { forward_sender_name: origin.sender_user_name }
  const signed = origin.author_signature ? { forward_signature: origin.author_signature } : {}
  if (origin.type === 'chat') return { forward_from_chat: origin.sender_chat, ...signed }
  return { forward_from_chat: origin.chat, forward_from_message_id: origin.message_id, ...signed }
}

const CONTENT = [
  'text',
  'entities',
  'link_preview_options',
  'caption',
  'caption_entities',
  'show_caption_above_media',
  'has_media_spoiler',
  'photo',
  'document',
  'animation',
  'video',
  'audio',
  'voice',
  'sticker',
  'video_note',
  'location',
  'venue',
  'contact',
  'poll',
  'invoice',
  'paid_media',
] as const

/** What of a message goes along when it is forwarded or copied; null for a service message, which does not. */
export function contentToTake(message: Message): Content | null {
  const taken = Object.fromEntries(CONTENT.filter((f) => message[f] !== undefined).map((f) => [f, message[f]]))
  const content = { ...taken, ...(message.dice ? { dice: message.dice } : {}) } as Content
  if (Object.keys(content).length === 0) return null
  // A live location travels as the place where it is now.
  if (content.location) {
    const { latitude, longitude, horizontal_accuracy } = content.location
    content.location = { latitude, longitude, ...(horizontal_accuracy === undefined ? {} : { horizontal_accuracy }) }
  }
  return content
}
