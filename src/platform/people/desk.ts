import type { Queryable } from '../db/database.ts'
import { audit } from './audit.ts'

/** Something that could not be done, or was not wanted, and lies aside until somebody decides. */
export interface Aside {
  kind: 'update' | 'job' | 'send'
  /** Unique among its kind: what a person names it by. */
  id: number
  bot: string
  chat: number | undefined
  /** What it is: an update's type, a job's name, a method of the Bot API. */
  what: string
  /** Its beginning, as a person would recognise it. It comes from outside: not yet fit for a terminal. */
  words: string
  state: 'dead' | 'perhaps sent' | 'discarded' | 'skipped'
  tries: number
  error: string
  /** Since when it lies aside. */
  since: Date
}

/** One of them with all there is to know. `payload` is text from outside, mostly JSON. */
export interface AsideWhole extends Aside {
  payload: string
  /** Further facts, by name. */
  facts: Readonly<Record<string, string | number | Date | null>>
}

/** Who acts, and why. `by` is how the audit log names them when they are nobody the house has met. */
export interface Deed {
  now: Date
  by: string
  /** Our id of the person, when it is one. */
  actor?: number
  reason?: string
  /** Also sends again what perhaps arrived. */
  force?: boolean
}

/** Some by their ids, or all of a bot's, or all. */
export type Which = { readonly ids: readonly number[] } | { readonly bot: string | undefined }

export interface Found {
  id: number
  bot: string
}

/** What each room offers for what lies aside in it. All act within the caller's transaction and write the audit log. */
export interface Desk {
  /** Newest first. `discarded` asks for those instead of the ones still to be decided. */
  list(target: Queryable, wish: { bot?: string | undefined; discarded?: boolean; most: number }): Promise<Aside[]>
  count(target: Queryable, bot?: string): Promise<number>
  show(target: Queryable, id: number): Promise<AsideWhole | undefined>
  /** Has them done after all, in their order. Resolves to those that will be. */
  replay(target: Queryable, which: Which, deed: Deed): Promise<Found[]>
  /** Decides that they will not be done. They are kept and can still be replayed by id. */
  discard(target: Queryable, which: Which, deed: Deed): Promise<Found[]>
}

/** The two parameters of a statement that finds rows by `Which`: `($1::bigint[] is null or id = any($1)) and ($2::text is null or bot = $2)`. */
export const idsAndBot = (which: Which): [ids: readonly number[] | null, bot: string | null] =>
  'ids' in which ? [which.ids, null] : [null, which.bot ?? null]

const MOST_IDS = 50

/** One row of the audit log for each bot concerned. */
export async function recordDeed(
  target: Queryable,
  action: string,
  rows: readonly Found[],
  { now, by, actor, reason }: Deed,
  more: object = {},
): Promise<void> {
  for (const [bot, found] of Map.groupBy(rows, (row) => row.bot)) {
    const ids = found.slice(0, MOST_IDS).map(({ id }) => id)
    await audit(target, now, {
      bot,
      actor,
      action,
      subject: found.length === 1 ? String(ids[0]) : `${found.length}`,
      detail: { by, reason, count: found.length, ids, ...more },
    })
  }
}
