import type { InlineKeyboardMarkup } from '@grammyjs/types'
import type { OutboxRow } from '../outbox/rows.ts'
import type { Rich } from '../telegram/text.ts'
import { OUTBOX_PRIORITY, RANK } from './notice.ts'

/** The outcome of these rows is for the notification centre and no bot's handler (see `settled`). */
export const FOLLOW_UP = ':notification'

/** What the outbox has to know of a notification. */
export interface Lettered {
  id: number
  bot: string
  via: string
  chat: number
  priority: number
  words: Rich
  keyboard: InlineKeyboardMarkup | undefined
  isBroadcast: boolean
  silent?: boolean
}

const BROADCAST = 5

/** The notification as a message, with a note to itself that leads the outcome back. */
export function letterOf(lettered: Lettered): OutboxRow {
  const { id, bot, via, chat, priority, words, keyboard, isBroadcast, silent = false } = lettered
  const buttons = keyboard && (via === bot ? keyboard : linksOf(keyboard))
  return {
    bot: via,
    chat,
    priority: isBroadcast ? BROADCAST : (OUTBOX_PRIORITY[priority] ?? BROADCAST),
    method: 'sendMessage',
    payload: JSON.stringify({
      chat_id: chat,
      text: words.text,
      entities: words.entities,
      link_preview_options: { is_disabled: true },
      ...(silent || priority === RANK.low ? { disable_notification: true } : {}),
      ...(buttons && buttons.inline_keyboard.length > 0 ? { reply_markup: buttons } : {}),
    }),
    name: null,
    followUp: FOLLOW_UP,
    followUpData: String(id),
    preferSilence: false,
    answers: null,
  }
}

/** A press under another bot's message would come to that bot, which knows nothing of it. */
const linksOf = (keyboard: InlineKeyboardMarkup): InlineKeyboardMarkup => ({
  inline_keyboard: keyboard.inline_keyboard
    .map((row) => row.filter((button) => 'url' in button))
    .filter((row) => row.length > 0),
})
