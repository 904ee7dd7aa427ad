import type { Deed } from '../people/desk.ts'
import type { Dropped } from './drop.ts'

/** What Telegram says about a bot at this moment. */
export interface AtTelegram {
  username: string
  /** Where it delivers updates; '' when the bot polls. */
  url: string
  /** Updates that it still has. */
  pending: number
  /** Why it could not deliver lately. */
  lastError: { at: Date; message: string } | undefined
}

/** What was skipped, and why Telegram's part stayed there, if it did: only one asks Telegram at a time. */
export interface Skipped extends Dropped {
  left?: 'webhook' | 'poller'
}

/**
 * The bots of the house, for one that operates them: what only Telegram knows or does. It goes over the network, so it is
 * for the `call` of a job. Rejects with `TelegramError` (Telegram refuses; 401: the token is not known) or
 * `TelegramUnreachable`. Nobody is given a token.
 */
export interface Fleet {
  readonly names: readonly string[]
  ask(bot: string): Promise<AtTelegram>
  /** Skips what waits in the inbox and, where nobody else fetches it, at Telegram. It is kept. May be called again. */
  drop(bot: string, deed: Deed): Promise<Skipped>
}
