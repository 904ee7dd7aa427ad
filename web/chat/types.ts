/** The control API's words, as the page hears them. The server checks its side; the page treats texts as hostile. */
import type { Message, MessageEntity, ReactionType, ReplyKeyboardMarkup } from '@grammyjs/types'

export type Language = 'en' | 'uk' | 'ru'

export type Person = {
  id: number
  first_name: string
  last_name?: string
  username?: string
  language_code: Language
  about?: string
}

export type Command = { command: string; description: string }

export type Bot = {
  id: number
  username: string
  first_name: string
  about: string
  try?: { person: number; text: string; label: string }
  built: boolean
  commands: Command[]
  /** What stands on its menu button, when that opens a Mini App. */
  menu?: string
  /** It may be asked from any chat: @name and a question. */
  inline?: boolean
}

export type World = { now: string; rate: number; name: string; people: Person[]; bots: Bot[] }

export type Entry = {
  message: Message
  outgoing: boolean
  edited: boolean
  pressed?: { row: number; column: number }
  /** Everybody's, and this person's among them. */
  reactions?: ReactionType[]
  my_reactions?: ReactionType[]
  /** The numbers of the options this person chose in the message's poll. */
  chosen?: number[]
  /** Ours: it was deleted while the chat was open. */
  deleted?: boolean
}

export type Chat = {
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title: string
  bot?: number
  /** It has topics, and whether this person may begin and change them. */
  topics?: { manage: boolean }
  members?: number
}
export type ChatRow = { chat: Chat; last?: Entry; unread: number }
export type Topic = { id: number; name: string; color: number; closed: boolean; hidden: boolean; unread: number }
export type Draft = { id: number; text: string; entities: MessageEntity[] }

export type Page = {
  entries: Entry[]
  more: boolean
  typing: string | null
  reply_keyboard: ReplyKeyboardMarkup | null
  blocked: boolean
  draft: Draft | null
  /** Newest first. */
  pinned: Entry[]
}

export type Answer = { text?: string; alert: boolean; url?: string }

export type Call = {
  id: number
  at: string
  bot: number
  method: string
  request: unknown
  response?: unknown
  status?: number
  ms?: number
}

export type UpdateRow = {
  id: number
  at: string
  bot: number
  update_id: number
  update: unknown
  delivery: 'pending' | 'delivered' | 'failed' | 'expired'
  attempts: number
  via?: 'webhook' | 'polling'
  error?: string
}

export type Lint = { at: string; bot: number; method: string; kind: string; about: string; call?: number }
export type Rating = 'source' | 'documented' | 'guessed' | 'not rated' | 'not simulated'
export type Fidelity = { methods: Record<string, { status: Rating; note?: string }> }

export const faultKinds = ['429', '500', 'html-413', 'html-502', 'drop-before', 'drop-after', 'hang'] as const
export type FaultKind = (typeof faultKinds)[number]
export type NewFault = { kind: FaultKind; method?: string; times: number; retry_after?: number; bot?: number }
export type WaitingFault = { kind: string; method?: string; bot?: number; left: number | null }

export type ClockMode = 'real' | 'scaled' | 'hand'
export type ClockState = { now: string; mode: ClockMode; factor: number }

export type Inspection = { calls: Call[]; updates: UpdateRow[] }

export type Payment = {
  payout_id: string
  at: string
  idempotency_key: string
  user_id: number
  assignment_id: number
  amount_cents: number
  repeats: number
}
export type PayoutRequest = { at: string; status: number; headers: unknown; body: unknown }
export type Ledger = { note: string; total_cents: number; payments: Payment[]; requests: PayoutRequest[] }

export type Pull = {
  full_name: string
  number: number
  title: string
  author: string
  state: 'open' | 'closed'
  merged: boolean
  draft: boolean
  html_url: string
}
export type GithubRequest = { at: string; path: string; status: number }
export type GithubComment = {
  id: number
  repo: string
  number: number
  author: string
  body: string
  created_at: string
}
export type Github = { note: string; pulls: Pull[]; comments: GithubComment[]; requests: GithubRequest[] }

/** What the house has still to send. */
export type Unsent = {
  id: number
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
