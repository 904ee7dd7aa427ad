import type { Buttons } from '../telegram/buttons.ts'
import type { Phrase, Sayable } from '../telegram/text.ts'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

export const CHANNELS = ['in_app', 'telegram'] as const
/** `in_app` is the history that `/inbox` shows, `telegram` a message of its own. */
export type Channel = (typeof CHANNELS)[number]

/** What a bot says about one of its types of notifications. */
export interface NotificationType {
  /** What it is, as it stands in a person's settings: "A task is free". */
  readonly about: Phrase
  /** Where it goes as long as a person has not chosen; both when left out. */
  readonly channels?: readonly Channel[]
  /** Cannot be switched off: money, safety. Quiet hours hold it back all the same, unless it is urgent. */
  readonly essential?: true
}

export type NotificationTypes = Readonly<Record<string, NotificationType>>

/** One notification for one person. */
export interface Notice {
  /** Whose notification this is: it shows in that bot's /inbox. */
  bot: string
  /** The bot whose token carries it, when not `bot`; its buttons of `bot` stay in /inbox then. */
  via?: string
  /** Our id (Person.id). */
  person: number
  /** Telegram's id of that person (private chat). */
  chat: number
  /** Such as 'SYSTEM_MAINTENANCE'. */
  type: string
  /** Dedupe: one per bot, person and key for ever. At most 200 characters. */
  key?: string
  /** More than 3,900 characters are cut off. */
  what: Sayable
  /** `normal` when left out. `low` makes no sound; `urgent` goes through quiet hours, and through a mute without a sound. */
  priority?: Priority
  buttons?: Buttons
  /** As the bot declares for the type; both channels, and not essential, when left out. */
  channels?: readonly Channel[]
  essential?: boolean
}

/** Where a notification is on its way through Telegram; `perhaps`: its answer was lost, and it is not repeated. */
export type TelegramState = 'waiting' | 'queued' | 'sent' | 'failed' | 'perhaps' | 'skipped'

/** Why one is skipped: it was not wanted, the chat refuses us, it was read before it was due, it was there already. */
export type SkipReason = 'preference' | 'unreachable' | 'read' | 'muted' | 'repeated'

/** How the database and the outbox rank a priority. Below an answer (0) and above a broadcast (5). */
export const RANK = { low: 0, normal: 1, high: 2, urgent: 3 } as const satisfies Record<Priority, number>
export const OUTBOX_PRIORITY: readonly number[] = [4, 3, 2, 1]

const TYPE = /^[A-Z][A-Z0-9_]{0,31}$/

/** Throws when a bot's types cannot be told apart from buttons' other arguments, or have no channel at all. */
export function checkTypes(bot: string, types: NotificationTypes): void {
  for (const [type, { channels }] of Object.entries(types)) {
    if (!TYPE.test(type))
      throw new Error(`${bot}: "${type}" cannot be a type of notifications: capitals, digits and _, at most 32.`)
    if (channels?.length === 0) throw new Error(`${bot}: ${type} goes nowhere. Leave "channels" out, or name one.`)
  }
}

/** The declaration of a type; throws for one that the bot does not list. */
export function typeOf(bot: string, types: NotificationTypes | undefined, type: string): NotificationType {
  const found = types && Object.hasOwn(types, type) ? types[type] : undefined
  if (!found) throw new Error(`${bot} has no notifications of type "${type}". List it in bot.ts, under notifications.`)
  return found
}
