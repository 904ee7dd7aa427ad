import type { Message, Poll } from '@grammyjs/types'
import type { BotRecord } from '../types.ts'
import { fileIdFor } from './files.ts'

const WITH_FILES = [
  'photo',
  'document',
  'animation',
  'video',
  'audio',
  'voice',
  'sticker',
  'video_note',
  'new_chat_photo',
  'paid_media',
  'users_shared',
  'chat_shared',
] as const
const QUOTED = ['reply_to_message', 'external_reply', 'pinned_message'] as const

type Some = Partial<Record<string, unknown>>

const differs = (message: Some): boolean =>
  'poll' in message ||
  WITH_FILES.some((field) => field in message) ||
  QUOTED.some((field) => field in message && differs(message[field] as Some))

/** A message as one bot gets it: file ids differ from bot to bot, and so does what is known of a quiz. */
export function forBot(bot: BotRecord, message: Message): Message {
  if (!differs(message as unknown as Some)) return message
  const mine = { ...message } as unknown as Some
  for (const field of WITH_FILES) if (mine[field]) mine[field] = withIds(bot, mine[field])
  for (const field of QUOTED) if (mine[field]) mine[field] = forBot(bot, mine[field] as Message)
  const own = message.from?.id === bot.id || message.chat?.type === 'private'
  if (message.poll && (!own || message.forward_origin)) mine.poll = asStranger(message.poll)
  return mine as unknown as Message
}

/** The right answers of a quiz are known to its sender, in private, and once it is closed. */
export function asStranger(poll: Poll): Poll {
  if (poll.is_closed) return poll
  const { correct_option_ids: _, correct_option_id: __, ...known } = poll as Poll & { correct_option_id?: number }
  return known as Poll
}

/** The same value with every file's id replaced by the bot's own for it. */
export function withIds<T>(bot: BotRecord, value: T): T {
  if (Array.isArray(value)) return value.map((one) => withIds(bot, one)) as T
  if (typeof value !== 'object' || value === null) return value
  const copy: Some = {}
  for (const [key, inner] of Object.entries(value)) copy[key] = withIds(bot, inner)
  if (typeof copy.file_unique_id === 'string') copy.file_id = fileIdFor(bot, copy.file_unique_id)
  return copy as T
}
