import type { SwitchInlineQueryChosenChat } from '@grammyjs/types'
import type { AppButton } from './apps/app.ts'
import type { Entry } from './types.ts'

/** What can be done with a message of the open chat. */
export type ChatActs = {
  say: (text: string) => void
  /** With words of the message when some were chosen. */
  reply: (entry: Entry, quote?: string) => void
  edit: (entry: Entry) => void
  react: (entry: Entry, emoji: string) => void
  pin: (entry: Entry, pinned: boolean) => void
  remove: (entry: Entry) => void
  forward: (entry: Entry) => void
  /** Opens the Mini App behind a button. */
  openApp: (button: AppButton) => void
  /** Types `@bot query`: here, or in a chat that is chosen first. */
  askInline: (bot: string, query: string, where?: 'elsewhere' | SwitchInlineQueryChosenChat) => void
  isPinned: (entry: Entry) => boolean
}
