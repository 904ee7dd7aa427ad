import type { BotCommand, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup, Update } from '@grammyjs/types'

export type Language = 'en' | 'uk' | 'ru'

/** A text for the page: the same for everybody, or one for each language. */
export type Words = string | Readonly<Record<Language, string>>

export const wordsIn = (words: Words, language: Language): string =>
  typeof words === 'string' ? words : words[language]

export interface Person {
  id: number
  first_name: string
  last_name?: string
  username?: string
  language_code: Language
  /** One line for the page, such as "takes tasks". */
  about?: Words
}

/** A bot as the page sees it: no token. */
export interface BotCard {
  id: number
  username: string
  first_name: string
  about: string
  try?: { person: number; text: string; label: string }
  built: boolean
  commands: BotCommand[]
}

/** One message as one person sees it. */
export interface Entry {
  message: Message
  outgoing: boolean
  edited: boolean
  pressed?: { row: number; column: number }
  /** Bot API ReactionType objects. */
  reactions?: unknown[]
}

export interface ChatRow {
  chat: { id: number; type: 'private' | 'group' | 'supergroup'; title: string; bot?: number }
  last?: Entry
  unread: number
}

/** What a person gets after pressing a button. */
export interface Answer {
  text?: string
  alert: boolean
  url?: string
}

export interface Call {
  id: number
  at: string
  bot: number
  method: string
  request: unknown
  response?: unknown
  status?: number
  ms?: number
}

export interface UpdateLog {
  id: number
  at: string
  bot: number
  update_id: number
  update: Update
  delivery: 'pending' | 'delivered' | 'failed' | 'expired'
  attempts: number
  via?: 'webhook' | 'polling'
  error?: string
}

export type UpdateKind = Exclude<keyof Update, 'update_id'>

export interface QueuedUpdate {
  update_id: number
  kind: UpdateKind
  /** Telegram delivers one update at a time per key, in order; different keys in parallel. */
  key: string
  /** Milliseconds since the epoch; an expired update is never delivered. */
  expires: number
  body: string
  log: UpdateLog
}

export interface Webhook {
  url: string
  secret?: string
  maxConnections: number
  ipAddress?: string
  certificate: boolean
  lastErrorDate?: number
  lastErrorMessage?: string
}

export interface CommandList {
  scope: string
  language: string
  commands: BotCommand[]
}

export interface BotRecord {
  id: number
  token: string
  username: string
  first_name: string
  about: Words
  try?: { person: number; text: string; label: Words }
  built: boolean
  commands: CommandList[]
  /** Private chats of one bot share one sequence of message ids. */
  lastMessageId: number
  nextUpdateId: number
  queue: Map<number, QueuedUpdate>
  allowed: UpdateKind[] | null
  webhook: Webhook | null
}

export type Standing = 'creator' | 'administrator' | 'member' | 'left' | 'kicked'

export interface StoredMessage {
  message: Message
  sender: number
  edited: boolean
  pressed?: { row: number; column: number }
  /** Milliseconds since the epoch when a live location ends. */
  liveUntil?: number
  /** What bots put on it: Bot API ReactionType objects. */
  reactions?: unknown[]
}

export interface ChatRecord {
  key: string
  /** As the Bot API says it: the person's id in private, -100… for a supergroup. */
  id: number
  kind: 'private' | 'supergroup'
  person?: number
  bot?: number
  title?: string
  members: Map<number, Standing>
  messages: Map<number, StoredMessage>
  lastMessageId: number
  begun: boolean
  blocked: boolean
  read: Map<number, number>
  keyboard: ReplyKeyboardMarkup | null
  pinned: number[]
  typing: { action: string; until: number } | null
}

export interface FileRecord {
  unique: string
  /** Which stored bytes it is; sizes of one photo share them. */
  bytes: string
  size: number
  name: string
  mime: string
  kind: 'photo' | 'document' | 'voice'
  width?: number
  height?: number
  duration?: number
}

export interface CallbackRecord {
  id: string
  bot: number
  person: number
  chat: string
  message: number
  made: number
  answered: boolean
}

export type InlineMarkup = InlineKeyboardMarkup
