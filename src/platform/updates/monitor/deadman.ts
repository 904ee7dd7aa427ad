import type { Database } from '../../db/database.ts'
import { type Clock, seconds } from '../../ops/clock.ts'
import type { Log } from '../../ops/log.ts'
import { loop, type Part } from '../../ops/loop.ts'
import type { Metrics } from '../../ops/metrics.ts'
import type { Announce } from './announce.ts'
import { lastRound, monitorLease } from './turn.ts'

export interface DeadmanOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  bots: readonly string[]
  announce: Announce
}

const LOOK_MS = seconds(30)
/** Three minutes without a round. Looks are counted, not time: a process that stood still has not seen anybody else fail. */
const SILENT_LOOKS = 6

/** In every process: notices when nobody looks after the bots any more, and tells the superadmins. Shares no query with the monitor. */
export function createDeadman({ database, clock, log, metrics, bots, announce }: DeadmanOptions): Part {
  const name = monitorLease(bots)
  /** The last round at the look before. */
  let seen: { at: number | undefined } | undefined
  let silent = 0
  const last = metrics.gauge(
    'bot_monitor_last_round_timestamp_seconds',
    'Unix time of the last round of the heartbeat monitor in any process; 0 before the first',
  )
  metrics.beforeScrape(async () => last.set(((await lastRound(database, bots))?.getTime() ?? 0) / 1000))
  return loop({ name: 'monitor_deadman', clock, log, idleMs: LOOK_MS, round: look })

  async function look(): Promise<number> {
    const round = await lastRound(database, bots)
    const before = seen
    seen = { at: round?.getTime() }
    if (before && before.at !== seen.at) {
      silent = 0
      await announce({ begun: [], over: await open() })
    } else if (before) silent += 1
    if (silent >= SILENT_LOOKS) await accuse(round)
    return 0
  }

  async function accuse(round: Date | undefined) {
    await database.query(
      `insert into posthouse.incidents (bot, kind, detail, began_at) values ($1, 'monitor', $2, coalesce($3, clock_timestamp() - make_interval(secs => ${(SILENT_LOOKS * LOOK_MS) / 1000})))
       on conflict (bot, kind) where ended_at is null do nothing`,
      [name, round ? null : 'never', round ?? null],
    )
    const { rows } = await database.query<{ id: number }>(
      'select id from posthouse.incidents where bot = $1 and told_at is null and ended_at is null',
      [name],
    )
    await announce({ begun: rows.map(({ id }) => id), over: [] })
  }

  async function open(): Promise<number[]> {
    const { rows } = await database.query<{ id: number }>(
      'select id from posthouse.incidents where bot = $1 and told_at is not null and ended_at is null',
      [name],
    )
    return rows.map(({ id }) => id)
  }
}
