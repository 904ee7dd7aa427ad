import type { Message } from '@grammyjs/types'
import { isService } from './bubbles.ts'
import { service } from './service.ts'
import type { Texts } from './texts.ts'

/** A message in one line: for the chat list and for reply quotes. */
export function preview(message: Message, t: Texts): string {
  const words = withoutSpoilers(message)
  if (words) return words.replace(/\s+/g, ' ')
  if (message.photo) return t.photo
  if (message.voice) return t.voice
  if (message.audio) return message.audio.title ?? t.audio
  if (message.animation) return t.animation
  if (message.video_note) return t.videoNote
  if (message.video) return t.video
  if (message.sticker) return `${message.sticker.emoji ?? ''} ${t.sticker}`.trim()
  if (message.document) return message.document.file_name ?? t.file
  if (message.venue) return message.venue.title
  if (message.location) return message.location.live_period ? t.liveLocation : t.location
  if (message.contact) return `${t.contact}: ${message.contact.first_name}`
  if (message.dice) return t.dice(message.dice.emoji, message.dice.value)
  if (message.poll) return `${message.poll.type === 'quiz' ? t.quiz : t.poll}: ${message.poll.question}`
  return isService(message) ? service(message, t, preview) : t.message
}

/** What is hidden in the chat stays hidden in the list. */
function withoutSpoilers({ text, caption, entities, caption_entities }: Message): string | undefined {
  const hidden = (entities ?? caption_entities ?? []).filter(({ type }) => type === 'spoiler')
  return hidden.reduce(
    (words, { offset, length }) => words?.slice(0, offset) + '▒'.repeat(length) + words?.slice(offset + length),
    text ?? caption,
  )
}
