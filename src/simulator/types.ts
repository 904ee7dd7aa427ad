import type {
  BotCommand,
  InlineKeyboardMarkup,
  InlineQueryResultsButton,
  MaskPosition,
  Message,
  MessageEntity,
  ReactionType,
  ReplyKeyboardMarkup,
  Update,
  User,
} from '@grammyjs/types'
import type { Permissions, Rights } from './world/right-names.ts'

export type { User }

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
  /** Digits only, as a shared contact tells it. */
  phone?: string
  /** Profile pictures, newest first: the files' names without their sizes. */
  photos?: string[]
  bio?: string
  /** The account is deleted. */
  deactivated?: boolean
  /** Telegram knows nothing of them but the number: rare, and of no use to a bot. */
  unknown?: boolean
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
  /** What stands on the menu button, when it opens a Mini App. */
  menu?: string
  /** People may ask it inline. */
  inline: boolean
}

/** One message as one person sees it. */
export interface Entry {
  /** This person's own. */
  my_reactions?: ReactionType[]
  /** The numbers of the options this person chose in the message's poll. */
  chosen?: number[]
  message: Message
  outgoing: boolean
  edited: boolean
  pressed?: { row: number; column: number }
  /** Bot API ReactionType objects. */
  reactions?: unknown[]
}

export interface ChatRow {
  chat: { id: number; type: ChatRecord['kind']; title: string; bot?: number }
  last?: Entry
  unread: number
}

/** What a person gets after pressing a button. */
export interface Answer {
  text?: string
  alert: boolean
  url?: string
  /** What the button put into the clipboard. */
  copied?: string
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
  /** Privacy mode is off. */
  can_read_all_group_messages?: boolean
  /** People may ask it inline; `inline_feedback`: it is told what they choose. */
  supports_inline_queries?: boolean
  inline_feedback?: boolean
  /** Topics in private chats. */
  has_topics_enabled?: boolean
  allows_users_to_create_topics?: boolean
  defaultRights?: { groups?: Rights; channels?: Rights }
  /** Private chats of one bot share one sequence of message ids. */
  lastMessageId: number
  nextUpdateId: number
  queue: Map<number, QueuedUpdate>
  allowed: UpdateKind[] | null
  webhook: Webhook | null
  /** Milliseconds since the epoch: its first call, and until when it answers nothing after logOut. */
  launched?: number
  loggedOutUntil?: number
  /** When it last got an update. */
  lastQueued?: number
  webhookSetAt?: number
  /** Profile pictures, newest first, as a person's. */
  photos?: string[]
  properties?: Properties
  /** What its Mini Apps keep in Telegram's cloud, by the person's id. */
  cloud?: Record<string, Record<string, string>>
}

export type Standing = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked'

/** Somebody's place in a group or channel. Dates in seconds. */
export interface Member {
  status: Standing
  /** An administrator's (and an owner's anonymity). */
  rights?: Rights
  /** What a restricted member still may do. */
  permissions?: Permissions
  /** Whether someone restricted is in the chat. */
  isMember?: boolean
  /** When a ban or a restriction ends; without it never. */
  until?: number
  title?: string
  tag?: string
  /** Who made them an administrator. */
  by?: number
}

export interface InviteLink {
  link: string
  creator: number
  name?: string
  expires?: number
  limit?: number
  byRequest: boolean
  /** Stars for so many seconds; nobody pays here, so nobody comes by it. */
  subscription?: { period: number; price: number }
  primary: boolean
  revoked: boolean
  /** Who came by it. */
  joined: number[]
}

export interface JoinRequest {
  person: number
  date: number
  link?: string
}

/** A forum topic; its id is the id of the message that began it, 1 for General. */
export interface Topic {
  id: number
  name: string
  color: number
  emoji?: string
  creator: number
  closed: boolean
  hidden?: boolean
}

export interface StoredMessage {
  message: Message
  sender: number
  edited: boolean
  /** Said through a bot, which edits it by this id. */
  inline?: { bot: number; id: string }
  pressed?: { row: number; column: number }
  /** Milliseconds since the epoch when a live location ends. */
  liveUntil?: number
  /** Sent with a reply keyboard: such a message is never edited. */
  fixed?: boolean
  /** All the reactions on it, for the page: Bot API ReactionType objects. */
  reactions?: unknown[]
  /** Whose they are: by the id of a person or a bot. */
  reactors?: Record<string, ReactionType[]>
}

export interface ChatRecord {
  key: string
  /** As the Bot API says it: the person's id in private, -100… for a supergroup or channel, another negative one for a basic group. */
  id: number
  kind: 'private' | 'group' | 'supergroup' | 'channel'
  person?: number
  bot?: number
  title?: string
  username?: string
  description?: string
  /** The stored photo's name, without its size. */
  photo?: string
  forum?: boolean
  /** A channel that names its authors. */
  signed?: boolean
  /** A channel's discussion group, or a group's channel. */
  linked?: number
  migratedTo?: number
  deleted?: boolean
  availableReactions?: ReactionType[]
  permissions: Permissions
  links: InviteLink[]
  requests: JoinRequest[]
  topics: Topic[]
  /** Chats that may not write here. */
  bannedChats: number[]
  /** The bot that wrote last: a command without a name is for it. */
  lastBot?: number
  members: Map<number, Member>
  messages: Map<number, StoredMessage>
  lastMessageId: number
  begun: boolean
  blocked: boolean
  read: Map<number, number>
  /** The last message each person has seen in a topic, by "person topic". */
  readIn?: Record<string, number>
  keyboard: ReplyKeyboardMarkup | null
  pinned: number[]
  typing: { action: string; until: number } | null
  /** What a bot shows while it writes; gone after half a minute. */
  draft?: { bot: number; id: number; text: string; entities: MessageEntity[]; until: number }
}

export interface FileRecord {
  unique: string
  /** Which stored bytes it is; sizes of one photo share them. */
  bytes: string
  size: number
  name: string
  mime: string
  kind: FileKind
  width?: number
  height?: number
  duration?: number
  title?: string
  performer?: string
  /** The picture shown before it is opened: another file's name. */
  thumbnail?: string
  sticker?: 'static' | 'animated' | 'video'
  emoji?: string
  set?: string
  /** In a set of another kind than the usual one. */
  stickerType?: StickerType
  keywords?: string[]
  mask?: MaskPosition
  customEmoji?: string
  /** Until when, in milliseconds, a bot's link to it is valid. */
  links?: Record<string, number>
}

export type StickerType = 'regular' | 'mask' | 'custom_emoji'

/** A set of stickers, each by its file's name, in their order. */
export interface StickerSetRecord {
  name: string
  title: string
  type: StickerType
  /** The bot that made it for a person; without them it belongs to Telegram. */
  bot?: number
  owner?: number
  stickers: string[]
  /** The picture shown for the whole set: another file's name. */
  thumbnail?: string
}

export type FileKind =
  | 'photo'
  | 'document'
  | 'voice'
  | 'video'
  | 'audio'
  | 'animation'
  | 'sticker'
  | 'video_note'
  | 'thumbnail'

/** What of a poll its messages do not show. */
export interface PollRecord {
  id: string
  /** Who sent it, and where. */
  owner: number
  chat: string
  message: number
  /** The numbers of the chosen options, by person. */
  votes: Record<string, number[]>
  /** Milliseconds since the epoch. */
  closes?: number
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

export type Property = 'name' | 'description' | 'short_description'

/** What a bot says of itself, by language; `''` is for everybody else. */
export interface Properties {
  name: Record<string, string>
  description: Record<string, string>
  short_description: Record<string, string>
  /** The menu button of one person's chat, by the person's id, or of all under `''`. */
  menu: Record<string, object>
}

/** A call that a house has still to make, as it tells of it. */
export interface Unsent {
  id: number
  /** The bot's name in the house. */
  bot: string
  chat: number
  method: string
  payload: unknown
  state: 'waiting' | 'sending' | 'failed' | 'perhaps sent' | 'discarded'
  tries: number
  error?: string
  written: string
  next?: string
}

/** Something a bot should not do, though the server puts up with it. */
export interface Lint {
  at: string
  bot: number
  method: string
  kind:
    | 'unknown-parameter'
    | 'missing-parameter'
    | 'wrong-type'
    | 'unknown-value'
    | 'empty-parameter'
    | 'deprecated'
    | 'long-data'
    | 'token'
    | 'unanswered-press'
  about: string
  /** The number of the call, as the inspector lists it; a press that nobody answers has none. */
  call?: number
}

/** What a bot offers, ready to be said. */
export interface InlineResult {
  id: string
  type: string
  title?: string
  description?: string
  content: Omit<Partial<Message>, 'message_id' | 'from' | 'chat' | 'date'>
  /** Seconds a live location lives. */
  period?: number
  markup?: InlineMarkup
}

export interface InlineAnswer {
  /** For choosing one of the results. */
  query: string
  results: InlineResult[]
  next_offset?: string
  button?: InlineQueryResultsButton
}

interface InlineQuery {
  bot: number
  person: number
  text: string
  made: number
  answered?: InlineAnswer
  wake: (answer: InlineAnswer | null) => void
}

/** Inline queries and Mini Apps that wait for a bot. Runtime only: after a restart nobody waits any more. */
export interface InlineWaits {
  queries: Map<string, InlineQuery>
  apps: Map<string, { bot: number; person: number; chat: ChatRecord }>
  prepared: Map<string, PreparedInline>
}

/** What a bot has ready for somebody to share from a Mini App. */
export interface PreparedInline {
  bot: number
  person: number
  result: InlineResult
  /** Where it may be shared. */
  kinds: ('bot' | ChatRecord['kind'])[]
  /** Milliseconds since the epoch. */
  expires: number
}
