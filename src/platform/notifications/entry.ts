import type { InlineKeyboardMarkup } from '@grammyjs/types'
import type { Rich } from '../telegram/text.ts'
import type { Decision } from './decide.ts'
import type { Notice } from './notice.ts'

/** A notification as it will be stored, with where it goes. */
export interface Entry extends Decision {
  notice: Notice
  chat: number
  via: string
  priority: number
  words: Rich
  keyboard: InlineKeyboardMarkup | undefined
  broadcast?: number
}
