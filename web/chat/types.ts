/** The control API's words, as the page hears them. The server checks its side; the page treats texts as hostile. */
import type { Message, ReplyKeyboardMarkup } from '@grammyjs/types'

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
}

export type World = { now: string; name: string; people: Person[]; bots: Bot[] }

export type Entry = {
  message: Message
  outgoing: boolean
  edited: boolean
  pressed?: { row: number; column: number }
}

export type Chat = { id: number; type: 'private' | 'group' | 'supergroup' | 'channel'; title: string; bot?: number }
export type ChatRow = { chat: Chat; last?: Entry; unread: number }

export type Page = {
  entries: Entry[]
  more: boolean
  typing: string | null
  reply_keyboard: ReplyKeyboardMarkup | null
  blocked: boolean
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
