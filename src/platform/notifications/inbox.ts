import type { Queryable } from '../db/database.ts'
import { type Kept, type KeptPage, open, pageOf, readAll } from './history.ts'
import { type Channel, type NotificationTypes, typeOf } from './notice.ts'
import { choose, mute, type Preferences, preferencesOf, setQuietHours, unmute } from './preferences.ts'
import type { QuietHours } from './quiet-hours.ts'

/** One person's notifications of one bot, and what they want of it; all act within the handler's transaction. */
export interface Inbox {
  /** As the bot declares them. */
  readonly types: NotificationTypes
  /** Unread first, then newest first; pages count from 0. */
  page(page: number, size: number): Promise<KeptPage>
  /** Marks it read: what has not come through Telegram by then does not come. Undefined when there is none with that id. */
  open(id: number): Promise<Kept | undefined>
  /** Resolves to how many were unread. */
  readAll(): Promise<number>
  preferences(): Promise<Preferences>
  /** Does nothing for a type that cannot be switched off; throws for one that the bot does not list. */
  choose(type: string, channel: Channel, wanted: boolean): Promise<void>
  /** Until then, or until they unmute when left out. */
  mute(until?: Date): Promise<void>
  unmute(): Promise<void>
  /** For all bots of the house, as people sleep once a day. Undefined: no quiet hours. */
  setQuietHours(quiet: QuietHours | undefined): Promise<void>
}

interface Owner {
  bot: string
  person: number
}

export const inboxOf = (target: Queryable, owner: Owner, types: NotificationTypes, now: Date): Inbox => ({
  types,
  page: (page, size) => pageOf(target, owner, page, size),
  open: (id) => open(target, owner, id, now),
  readAll: () => readAll(target, owner, now),
  preferences: () => preferencesOf(target, owner, types, now),
  async choose(type, channel, wanted) {
    if (typeOf(owner.bot, types, type).essential) return
    await choose(target, owner, { type, channel, wanted }, now)
  },
  mute: (until) => mute(target, owner, until, now),
  unmute: () => unmute(target, owner, now),
  setQuietHours: (quiet) => setQuietHours(target, owner.person, quiet, now),
})
