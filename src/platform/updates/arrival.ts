import { hash } from 'node:crypto'
import type { Update } from '@grammyjs/types'

export interface Incoming {
  bot: string
  update: Update
}

/** An update on its way into the inbox. */
export interface Arrival {
  bot: string
  update: Update
  /** Tells a repeat of this update from another one with the same id. */
  hash: string
  /** The chat in whose order it is handled. */
  chat: number
  payload: string
}

export function arrivalOf({ bot, update }: Incoming): Arrival {
  const payload = JSON.stringify(update)
  return { bot, update, hash: hashOf(payload), chat: laneOf(update), payload }
}

/**
 * Telegram restarts its ids after an idle week, so an id alone does not make a repeat; the id with the same content does.
 * The content as we write it: Telegram's own text differs between a webhook and getUpdates in line breaks and escapes, and an
 * update that was not confirmed at the one comes again at the other.
 */
const hashOf = (payload: string) => hash('sha1', payload, 'base64url')

/** What an update may hold, as far as it says where it belongs; a stranger may have written anything else. */
interface Part {
  chat?: { id?: unknown }
  message?: { chat?: { id?: unknown } }
  from?: { id?: unknown }
  user?: { id?: unknown }
  user_chat_id?: unknown
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value)

/** The chat in whose order an update is handled; updates without one are ordered by their sender. */
export function laneOf(update: Update): number {
  for (const key in update) {
    const value = (update as unknown as Record<string, Part | null>)[key]
    if (key === 'update_id' || typeof value !== 'object' || value === null) continue
    const chat = value.chat?.id ?? value.message?.chat?.id ?? value.from?.id ?? value.user?.id ?? value.user_chat_id
    if (isId(chat)) return chat
  }
  return 0
}
