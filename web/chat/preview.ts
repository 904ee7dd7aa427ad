import type { Message } from '@grammyjs/types'
import { isService } from './bubbles.ts'
import { fullName, senderName } from './names.ts'
import type { Texts } from './texts.ts'

/** A message in one line: for the chat list and for reply quotes. */
export function preview(message: Message, t: Texts): string {
  const words = withoutSpoilers(message)
  if (words) return words.replace(/\s+/g, ' ')
  if (message.photo) return t.photo
  if (message.voice) return t.voice
  if (message.audio) return t.audio
  if (message.video || message.animation || message.video_note) return t.video
  if (message.sticker) return `${message.sticker.emoji ?? ''} ${t.sticker}`.trim()
  if (message.document) return message.document.file_name ?? t.file
  if (message.location) return message.location.live_period ? t.liveLocation : t.location
  if (message.contact) return t.contact
  return isService(message) ? service(message, t) : t.message
}

export function service(message: Message, t: Texts): string {
  if (message.new_chat_members) return t.joined(message.new_chat_members.map(fullName).join(', '))
  if (message.left_chat_member) return t.left(fullName(message.left_chat_member))
  if (message.pinned_message) return t.pinned(senderName(message))
  return t.serviceOther
}

/** What is hidden in the chat stays hidden in the list. */
function withoutSpoilers({ text, caption, entities, caption_entities }: Message): string | undefined {
  const hidden = (entities ?? caption_entities ?? []).filter(({ type }) => type === 'spoiler')
  return hidden.reduce(
    (words, { offset, length }) => words?.slice(0, offset) + '▒'.repeat(length) + words?.slice(offset + length),
    text ?? caption,
  )
}
