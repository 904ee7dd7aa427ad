import type { Queryable } from '../db/database.ts'
import type { Aside } from '../people/desk.ts'
import { type LeaseRow, look } from '../updates/lease-table.ts'
import { leaseOf, type Post } from './posts.ts'
import { recentErrors, type Trouble } from './recent-errors.ts'

/** How one bot is, as far as the database knows. Ages in seconds. */
export interface BotStatus {
  bot: string
  mode: Post['mode']
  /** Who polls; undefined when nobody ever has. It may have run out: `held` tells. */
  lease: LeaseRow | undefined
  /** Updates not yet handled, and how long the oldest of them waits. */
  backlog: number
  backlogAge: number
  /** Messages not yet sent. */
  outbox: number
  outboxAge: number
  dead: Readonly<Record<Aside['kind'], number>>
  /** Jobs: due and waiting for their turn, due later, running, and those of all these that have failed and are tried again. */
  jobs: { waiting: number; later: number; running: number; failing: number }
  lastError: Trouble | undefined
  /** US dollars; undefined while nothing that costs is measured. */
  costToday: number | undefined
}

interface Row {
  bot: string
  backlog: number
  backlogAge: number
  outbox: number
  outboxAge: number
  deadUpdates: number
  deadJobs: number
  deadSends: number
  waiting: number
  later: number
  running: number
  failing: number
}

/** All bots in the order given. Every count reads an index of what is not done, so it costs what waits and not what was. */
export async function statusOf(target: Queryable, posts: readonly Post[], now: Date): Promise<BotStatus[]> {
  const { rows } = await target.query<Row>(
    `select b.bot, i.n as backlog, i.age as "backlogAge", o.n as outbox, o.age as "outboxAge",
       (select count(*) from posthouse.inbox where bot = b.bot and state = 2) as "deadUpdates",
       (select count(*) from posthouse.jobs where bot = b.bot and state = 3) as "deadJobs",
       (select count(*) from posthouse.outbox where bot = b.bot and state in (3, 4)) as "deadSends",
       j.waiting, j.later, j.running, j.failing
     from unnest($1::text[]) as b (bot),
       lateral (select count(*) as n, coalesce(extract(epoch from $2 - min(received_at)), 0)::float8 as age
         from posthouse.inbox where bot = b.bot and state = 0) i,
       lateral (select count(*) as n, coalesce(extract(epoch from $2 - min(created_at)), 0)::float8 as age
         from posthouse.outbox where bot = b.bot and state < 2) o,
       lateral (select count(*) filter (where state = 0 and run_at <= $2) as waiting,
         count(*) filter (where state = 0 and run_at > $2) as later, count(*) filter (where state = 1) as running,
         count(*) filter (where error is not null) as failing from posthouse.jobs where bot = b.bot and state < 2) j`,
    [posts.map(({ bot }) => bot), now],
  )
  const leases = await look(target)
  const found = new Map(rows.map((row) => [row.bot, row]))
  return Promise.all(
    posts.map(async (post) => {
      const { deadUpdates, deadJobs, deadSends, waiting, later, running, failing, ...row } = found.get(post.bot)!
      const lease = leases.find(({ name }) => name === leaseOf(post))
      const [lastError] = await recentErrors(target, { bot: post.bot, most: 1 })
      return {
        ...row,
        backlogAge: Math.max(0, row.backlogAge),
        outboxAge: Math.max(0, row.outboxAge),
        mode: lease?.held ? 'polling' : post.mode,
        lease,
        dead: { update: deadUpdates, job: deadJobs, send: deadSends },
        jobs: { waiting, later, running, failing },
        lastError,
        costToday: undefined,
      }
    }),
  )
}

/** From when on something is told (`slow`), and from when on it is an outage (`down`): seconds. */
export const SLOW_S = 60
export const DOWN_S = 300

export type Condition = 'well' | 'attention' | 'down'

/** One word for it. Nobody polls, or nothing moves for five minutes: down. Something waits for a person: attention. Pure. */
export function conditionOf({ mode, lease, backlogAge, outboxAge, dead, jobs }: BotStatus): Condition {
  const silence = mode === 'webhook' ? 0 : lease?.held ? (lease.heartbeatAge ?? Number.POSITIVE_INFINITY) : DOWN_S + 1
  const worst = Math.max(silence === Number.POSITIVE_INFINITY ? SLOW_S + 1 : silence, backlogAge, outboxAge)
  if (worst > DOWN_S) return 'down'
  return worst > SLOW_S || dead.update + dead.job + dead.send > 0 || jobs.failing > 0 ? 'attention' : 'well'
}
