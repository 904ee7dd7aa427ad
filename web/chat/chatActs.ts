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
  isPinned: (entry: Entry) => boolean
}
