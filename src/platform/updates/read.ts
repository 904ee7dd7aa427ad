import type { CallbackQuery, Message, Update, User } from '@grammyjs/types'

/** An update, read as what it means for the router. */
export type Reading =
  | { kind: 'command'; name: string; addressee: string | undefined; args: string; message: Message }
  | { kind: 'message'; message: Message; text: string }
  | { kind: 'press'; query: CallbackQuery; data: string }
  | { kind: 'membership'; reachable: boolean }
  | { kind: 'other' }

interface Part {
  from?: Partial<User> | null
  user?: Partial<User> | null
  sender_chat?: unknown
}

/** The person behind an update; channel posts and anonymous admins have none. */
export function senderOf(update: Update): User | undefined {
  for (const key in update) {
    const value = (update as unknown as Record<string, Part | null>)[key]
    if (key === 'update_id' || typeof value !== 'object' || value === null) continue
    const user = value.from ?? value.user
    if (isUser(user) && value.sender_chat === undefined) return user
  }
  return undefined
}

/** A person is written down before any handler runs, so one that no table takes would hold up everybody's updates. */
const isUser = (user: Partial<User> | null | undefined): user is User =>
  Number.isSafeInteger(user?.id) && isWord(user?.username) && isWord(user?.language_code)

const isWord = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && !value.includes('\0'))

export function chatTypeOf(update: Update): string | undefined {
  const chat = (update.message ?? update.edited_message ?? update.callback_query?.message ?? update.my_chat_member)
    ?.chat
  return chat?.type
}

const COMMAND = /^\/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+([\s\S]*))?$/

export function read(update: Update): Reading {
  if (update.callback_query)
    return { kind: 'press', query: update.callback_query, data: update.callback_query.data ?? '' }
  if (update.message) return readMessage(update.message)
  if (update.my_chat_member) {
    const { status } = update.my_chat_member.new_chat_member
    return { kind: 'membership', reachable: status !== 'kicked' && status !== 'left' }
  }
  return { kind: 'other' }
}

function readMessage(message: Message): Reading {
  const text = clean(message.text ?? message.caption ?? '')
  const command = COMMAND.exec(text)
  if (command && message.text !== undefined) {
    const [, name = '', addressee, args = ''] = command
    return { kind: 'command', name: name.toLowerCase(), addressee, args: args.trim(), message }
  }
  return { kind: 'message', message, text }
}

/** PostgreSQL's text takes no NUL, and a lone surrogate is not a character. */
const clean = (text: string) => text.replaceAll('\0', '').toWellFormed().trim()
