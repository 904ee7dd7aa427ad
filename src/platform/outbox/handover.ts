import type { Lane, Ready } from './lanes.ts'

/** A sender that takes messages over as soon as they are committed, so that nobody has to look for them. */
export interface Handover {
  owner: string
  until: Date
  /** To be called after the commit, with the lanes that this owner has and everything that was written. */
  take(lanes: readonly Lane[], rows: readonly Ready[]): void
}

/** Asked before the messages of these chats are written; undefined when there is no room: then they wait in the outbox. */
export type OfferHandover = (lanes: readonly { bot: string; chat: number }[], now: Date) => Handover | undefined
