import { Cron } from 'croner'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import { loop, type Rounds } from '../ops/loop.ts'
import type { News } from '../ops/news.ts'
import type { AnyJob } from './job.ts'
import { enqueue } from './queue.ts'

export interface Scheduled {
  bot: string
  name: string
  cron: string
  zone?: string | undefined
  job: AnyJob
}

/** The first moment after `from` that fits the expression, in its time zone. */
export const nextTick = ({ cron, zone = 'UTC' }: Pick<Scheduled, 'cron' | 'zone'>, from: Date): Date => {
  const next = new Cron(cron, { timezone: zone, paused: true }).nextRun(from)
  if (!next) throw new Error(`"${cron}" never comes.`)
  return next
}

/** Queues jobs by cron expression. The row lock makes one process tick; ticks missed while all were down are made up for once. */
export function createSchedule(options: {
  database: Database
  clock: Clock
  log: Log
  entries: readonly Scheduled[]
  committed(news: News): void
}): Rounds {
  const { database, clock, log, entries, committed } = options
  /** Before these nothing is due, whoever ticks: the database need not be asked. */
  const due = new Map<Scheduled, Date>()
  return loop({
    name: 'schedule',
    clock,
    log,
    idleMs: 1_000,
    async round() {
      let ticks = 0
      for (const entry of entries) {
        if ((due.get(entry) ?? clock.now()) <= clock.now()) ticks += await tick(entry)
      }
      if (ticks > 0) committed({ jobs: true })
      return ticks
    },
  })

  async function tick(entry: Scheduled): Promise<number> {
    const now = clock.now()
    const next = nextTick(entry, now)
    const { ticks, at } = await database.transaction(async (transaction) => {
      await transaction.query(
        'insert into posthouse.schedules (bot, name, next_at) values ($1, $2, $3) on conflict do nothing',
        [entry.bot, entry.name, next],
      )
      const ticked = await transaction.query(
        'update posthouse.schedules set next_at = $4 where bot = $1 and name = $2 and next_at <= $3',
        [entry.bot, entry.name, now, next],
      )
      if (ticked.count === 0) {
        const { rows } = await transaction.query<{ at: Date }>(
          'select next_at as at from posthouse.schedules where bot = $1 and name = $2',
          [entry.bot, entry.name],
        )
        return { ticks: 0, at: rows[0]?.at }
      }
      await enqueue(
        transaction,
        [{ bot: entry.bot, job: entry.job, input: null, options: { key: `schedule ${entry.name}` } }],
        now,
      )
      return { ticks: 1, at: next }
    })
    if (at) due.set(entry, at)
    return ticks
  }
}
