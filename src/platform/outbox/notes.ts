import type { Buttons } from '../telegram/buttons.ts'
import type { Sayable } from '../telegram/text.ts'
import type { TextFile } from '../telegram/upload.ts'

/** Lower goes first within a chat and between chats. */
export const PRIORITY = { answer: 0, reply: 1, message: 2, broadcast: 5 } as const

export interface SendOptions {
  buttons?: Buttons
  /** A name by which `edit` and `nameOf` find this message later, whatever id Telegram gives it. */
  as?: string
  /** No notification sound. */
  quietly?: boolean
  /** Shows a preview of the first link (off by default). */
  preview?: boolean
  /** The message_id this one answers to. */
  replyTo?: number
  /** When the answer was lost on the way: `repeat` (default) sends again, `silence` never sends twice. */
  prefer?: 'repeat' | 'silence'
  priority?: number
  /** Forum topic. */
  thread?: number
}

export interface FollowUp {
  /** The bot's handler in `results` that is told Telegram's answer. */
  then?: string
  data?: unknown
}

/** What a handler wants told to Telegram. Nothing is sent before the transaction has committed. */
export type MessageNote =
  | { kind: 'text'; chat: number; what: Sayable; options: SendOptions }
  | { kind: 'edit'; chat: number; target: string | number; what: Sayable; options: SendOptions }
  | { kind: 'file'; chat: number; file: TextFile; what: Sayable; options: SendOptions }
  | { kind: 'answer'; chat: number; query: string; what: Sayable | undefined; alert: boolean }
  | { kind: 'call'; chat: number; method: string; payload: object; options: SendOptions & FollowUp }
