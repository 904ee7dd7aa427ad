import type { Database } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import { loop, type Rounds } from '../ops/loop.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { News, Notified } from '../ops/news.ts'
import { AT_ONCE, deliverDue } from './due.ts'
import { workOff } from './work-off.ts'

export interface NotifierOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  /** Whose broadcasts are worked off here. */
  bots: readonly string[]
  /** Messages of a broadcast a second. */
  perSecond: number
  /** Told after a commit that left something for others to do. */
  committed(news: News): void
}

export interface Notifier extends Rounds {
  /** Counts what has been committed. */
  count(notified: readonly Notified[]): void
}

/** Delivers what was held back and is due, and works off broadcasts, a part at a time. Any number of processes may do so. */
export function createNotifier({
  database,
  clock,
  log,
  metrics,
  bots,
  perSecond,
  committed,
}: NotifierOptions): Notifier {
  const counted = metrics.counter('notifications_total', 'Notifications, by what became of them on a channel', [
    'bot',
    'type',
    'channel',
    'result',
  ])
  return {
    ...loop({ name: 'notifier', clock, log, idleMs: 250, round }),
    count(notified) {
      for (const { bot, type, channel, result } of notified) counted.add(1, { bot, type, channel, result })
    },
  }

  async function round(): Promise<number> {
    const { hasDue, broadcasting } = await look()
    let done = 0
    if (hasDue) done += await due()
    for (const bot of broadcasting) done += await broadcast(bot)
    return done
  }

  /** One question for both, as mostly there is nothing to do. A broadcast is looked at when somebody can be written to, or when it is over. */
  async function look() {
    const { rows } = await database.query<{ hasDue: boolean; broadcasting: string[] | null }>(
      `select exists (select from posthouse.notifications where telegram = 'waiting' and not_before <= $1) as "hasDue",
         (select array_agg(distinct bot) from posthouse.broadcasts b
          where state = 'running' and next_at <= $1 and bot = any($2::text[]) and (
            exists (select from posthouse.broadcast_recipients r where r.broadcast_id = b.id and r.state = 'waiting' and r.not_before <= $1)
            or not exists (select from posthouse.broadcast_recipients r where r.broadcast_id = b.id and r.state in ('waiting', 'queued')))) as broadcasting`,
      [clock.now(), bots],
    )
    return { hasDue: rows[0]?.hasDue ?? false, broadcasting: rows[0]?.broadcasting ?? [] }
  }

  async function due(): Promise<number> {
    const { looked, waiting, notified } = await database.transaction((transaction) =>
      deliverDue(transaction, clock.now()),
    )
    committed({ messages: waiting, notified })
    // Less than a full batch: what others hold is theirs.
    return looked === AT_ONCE ? looked : 0
  }

  async function broadcast(bot: string): Promise<number> {
    const { taken, waiting, notified } = await database.transaction((transaction) =>
      workOff(transaction, bot, perSecond, clock.now()),
    )
    if (taken > 0) committed({ messages: waiting, notified })
    return taken
  }
}
