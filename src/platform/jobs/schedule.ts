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
  return loop({
    name: 'schedule',
    clock,
    log,
    idleMs: 1_000,
    async round() {
      let ticks = 0
      for (const entry of entries) ticks += await tick(entry)
      if (ticks > 0) committed({ jobs: true })
      return ticks
    },
  })

  async function tick(entry: Scheduled): Promise<number> {
    const now = clock.now()
    return database.transaction(async (transaction) => {
      await transaction.query(
        'insert into posthouse.schedules (bot, name, next_at) values ($1, $2, $3) on conflict do nothing',
        [entry.bot, entry.name, nextTick(entry, now)],
      )
      const due = await transaction.query(
        'update posthouse.schedules set next_at = $4 where bot = $1 and name = $2 and next_at <= $3',
        [entry.bot, entry.name, now, nextTick(entry, now)],
      )
      if (due.count === 0) return 0
      await enqueue(
        transaction,
        [{ bot: entry.bot, job: entry.job, input: null, options: { key: `schedule ${entry.name}` } }],
        now,
      )
      return 1
    })
  }
}
