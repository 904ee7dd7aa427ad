/**
 * What those who keep the house alive may see and do, for a bot that declares `operates` and for the command line alike.
 * Everything acts in the caller's transaction and is audited with who did it.
 */
import type { Acting, Operate } from '../jobs/context.ts'
import type { JobContext } from '../jobs/job.ts'
import { mutedAmong } from '../notifications/preferences.ts'
import type { Aside, AsideWhole, Deed, Found, Which } from '../people/desk.ts'
import { openedChats } from '../people/opened.ts'
import { countAside, desks, listAside, type Wish } from '../updates/aside.ts'
import { countDropped, replayDropped } from '../updates/desk.ts'
import type { LeaseRow } from '../updates/lease-table.ts'
import { type JobsLine, jobsOf } from './jobs.ts'
import { locksOf, type Release, releaseLock } from './locks.ts'
import { leaseOf, type Post } from './posts.ts'
import { recentErrors, type Trouble } from './recent-errors.ts'
import type { Sight } from './runbook/sight.ts'
import { lookAt } from './runbook/sight.ts'
import { type BotStatus, statusOf } from './status.ts'
import { escaped, plain, shortened } from './words.ts'

export type { Aside, AsideWhole } from '../people/desk.ts'
export type { AtTelegram, Fleet, Skipped } from '../updates/fleet.ts'
export type { LeaseRow } from '../updates/lease-table.ts'
export type { JobsLine } from './jobs.ts'
export { isAlive, type Release } from './locks.ts'
export type { Trouble } from './recent-errors.ts'
export * as runbook from './runbook/runbook.ts'
export { since, span } from './span.ts'
export { type BotStatus, type Condition, conditionOf, DOWN_S, SLOW_S } from './status.ts'
export { say as operationsSay } from './texts/index.ts'
export { nameOf } from './words.ts'

export type Kind = Aside['kind']

export interface Operations {
  /** The bots that run here, by name. */
  readonly bots: readonly string[]
  status(): Promise<BotStatus[]>
  /** Who polls for the bot; undefined when nobody ever has. */
  lock(bot: string): Promise<LeaseRow | undefined>
  /** Takes the lease from the holder with this epoch. `force` also from one that works. */
  release(bot: string, epoch: number, options: { force: boolean; reason: string }): Promise<Release>
  aside(wish: Wish): Promise<Aside[]>
  countAside(bot?: string): Promise<Readonly<Record<Kind, number>>>
  lookAside(kind: Kind, id: number): Promise<AsideWhole | undefined>
  /** Resolves to those that will be done again; `force` also sends what perhaps arrived. */
  replay(kind: Kind, which: Which, options?: { force?: boolean; reason?: string }): Promise<Found[]>
  discard(kind: Kind, which: Which, options: { reason: string }): Promise<Found[]>
  errors(bot: string | undefined, most: number): Promise<Trouble[]>
  jobs(bot?: string): Promise<JobsLine[]>
  /** How many updates were dropped, and are kept. */
  countDropped(bot: string): Promise<number>
  /** Puts them back, in their order. */
  replayDropped(bot: string, options?: { reason?: string }): Promise<Found[]>
  /** What a runbook looks at, with what Telegram was found to say; undefined for a bot that is not here. */
  sight(bot: string, telegram: Sight['telegram']): Promise<Sight | undefined>
  /** Of these chats, those of people who have opened this bot and not refused it since: Telegram lets no bot write first. */
  reachable(chats: readonly number[]): Promise<number[]>
  /** Of these chats, those of people who have muted this bot. */
  muted(chats: readonly number[]): Promise<ReadonlySet<number>>
  /** Who acts, for the audit log: for `fleet.drop`, which has a transaction of its own. */
  deed(reason: string): Deed
  /** Text from outside, or of an error, fit to be shown: without secrets and control characters, on one line or on many. */
  safe(text: string, options?: { most?: number; lines?: boolean }): string
}

/**
 * The operations of a bot that declares `operates`. Throws for any other bot: what is not declared is not had.
 * @example const [status] = await operationsOf(ctx).status()
 */
export function operationsOf(ctx: Pick<JobContext, 'bot' | 'operations'>): Operations {
  if (ctx.operations === undefined)
    throw new Error(`${ctx.bot} does not operate the house: declare it with "operates".`)
  return ctx.operations as Operations
}

export interface OperationsOptions {
  posts: readonly Post[]
  /** Takes secrets out of a text. */
  scrub(text: string): string
}

/** Makes the operations of one transaction. */
export const createOperate =
  ({ posts, scrub }: OperationsOptions): Operate =>
  ({ transaction, now, bot: through, actor }: Acting): Operations => {
    const deed = (reason?: string, force = false): Deed => ({
      now,
      by: actor === undefined ? through : `person ${actor} (${through})`,
      ...(actor === undefined ? {} : { actor }),
      ...(reason === undefined ? {} : { reason }),
      force,
    })
    const lock = async (bot: string) => {
      const post = posts.find((one) => one.bot === bot)
      return post && (await locksOf(transaction)).find(({ name }) => name === leaseOf(post))
    }
    const safe: Operations['safe'] = (text, { most, lines = false } = {}) =>
      lines ? shortened(escaped(scrub(text)), most ?? 3000) : plain(scrub(text), most ?? 200)
    return {
      bots: posts.map(({ bot }) => bot),
      status: () => statusOf(transaction, posts, now),
      lock,
      async release(bot, epoch, { force, reason }) {
        const row = await lock(bot)
        if (!row?.held || row.epoch !== epoch) return 'changed'
        return releaseLock(transaction, row, deed(reason, force))
      },
      aside: (wish) => listAside(transaction, wish),
      countAside: (bot) => countAside(transaction, bot),
      lookAside: (kind, id) => desks[kind].show(transaction, id),
      replay: (kind, which, { force, reason } = {}) => desks[kind].replay(transaction, which, deed(reason, force)),
      discard: (kind, which, { reason }) => desks[kind].discard(transaction, which, deed(reason)),
      errors: (bot, most) => recentErrors(transaction, { bot, most }),
      jobs: (bot) => jobsOf(transaction, bot),
      countDropped: (bot) => countDropped(transaction, bot),
      replayDropped: (bot, { reason } = {}) => replayDropped(transaction, bot, deed(reason)),
      async sight(bot, telegram) {
        const post = posts.find((one) => one.bot === bot)
        return post && { ...(await lookAt(transaction, post, now)), telegram, safe }
      },
      async reachable(chats) {
        const opened = await openedChats(transaction, [through], chats)
        return chats.filter((chat) => opened.has(`${through} ${chat}`))
      },
      muted: (chats) => mutedAmong(transaction, through, chats, now),
      deed: (reason) => deed(reason),
      safe,
    }
  }
