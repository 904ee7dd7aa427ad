import { hostname } from 'node:os'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'
import { createHeartbeats } from './heartbeat.ts'
import { type Acquired, acquire, LEASE_FREED, type LeaseRow, look, pollingLease } from './lease-table.ts'
import type { LockMirror } from './lock-mirror.ts'
import { createTenure, inTime, type Tenure, type Times } from './tenure.ts'

export interface LeaseOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  /** 0 to 1, for the jitter. */
  chance(): number
  /** This start of this process; unique. */
  owner: string
  environment: string
  /** When another process holds the post: stand by, or give up with `LeaseBusy`. */
  onBusy?: 'wait' | 'exit'
  mirror?: LockMirror | undefined
}

/** What is held: polling for this bot. */
export interface Post {
  bot: string
  telegramId: number
}

export interface Leases {
  /**
   * Does `work` while this process holds the post, again and again until `signal` is aborted; another process's turn is
   * waited out. `work` gets a signal of its own and must end soon after it: the post is no longer ours then.
   */
  hold(post: Post, signal: AbortSignal, work: Work): Promise<void>
  /** The same once: `work` is done in one holding, which is given back when it is over. */
  turn(post: Post, signal: AbortSignal, work: Work): Promise<void>
  /** Throws `LeaseBusy` when a living process holds the post: one that renews, which is seen within 12 s. */
  refuseBusy(post: Post): Promise<void>
}

type Work = (held: AbortSignal, tenure: Tenure) => Promise<void>

/**
 * A holder that cannot renew gives up after 20 s, ten before anybody else may take over: so much may two clocks differ in
 * speed (half). A standby takes over at most 30 + 2.5 + 2 = 34.5 s after a crash.
 */
export const TIMES: Times = { ttlMs: 30_000, trustMs: 20_000, renewMs: 5_000, retryMs: 2_000, patienceMs: 2_000 }

const nameOf = ({ telegramId }: Post) => pollingLease(telegramId)

/** One holder at a time, by a row in the database. It only keeps pollers from quarrelling: losing it can lose no update. */
export function createLeases(options: LeaseOptions): Leases {
  const { database, clock, log, metrics, chance, owner, environment, mirror, onBusy = 'wait' } = options
  const times = TIMES
  const leader = metrics.gauge('bot_polling_leader', '1 while this process polls for the bot', ['bot'])
  const epochs = metrics.gauge('bot_polling_lease_epoch', 'Grows with every new holder of the polling lease', ['bot'])
  const heartbeats = createHeartbeats({ clock, metrics })
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const one of waiting) one()
  }
  let listens = false

  return {
    async hold(post, signal, work) {
      leader.set(0, { bot: post.bot })
      heartbeats.unknown(post.bot)
      while (!signal.aborted) await turn(post, signal, work)
    },
    turn,
    async refuseBusy(post) {
      for (let seen: LeaseRow | undefined; ; ) {
        const [row] = await look(database, nameOf(post))
        if (!row?.held || row.renewedAge * 1000 > 2 * times.renewMs) return
        if (seen && seen.version !== row.version) throw new LeaseBusy(post.bot, row)
        seen = row
        await clock.sleep(times.retryMs)
      }
    },
  }

  async function turn(post: Post, signal: AbortSignal, work: Work) {
    const taken = await standBy(post, signal)
    if (!taken) return
    const { bot } = post
    const { acquired, asked, holder } = taken
    const { epoch } = acquired
    log.info('lease_acquired', { bot, epoch })
    leader.set(1, { bot })
    epochs.set(epoch, { bot })
    const held = new AbortController()
    const end = () => held.abort()
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    const claim = { name: nameOf(post), owner, epoch }
    const { telegramId } = post
    const tenure = createTenure({
      ...options,
      times,
      claim,
      holder,
      telegramId,
      acquired,
      asked,
      held,
      heartbeats,
      mirror,
    })
    try {
      await work(held.signal, tenure)
    } finally {
      signal.removeEventListener('abort', end)
      leader.set(0, { bot })
      await tenure.end()
    }
  }

  /** Asks until the lease is ours. A clean release wakes it; after a crash it waits until the lease has run out. */
  async function standBy(post: Post, signal: AbortSignal) {
    // Whoever has not renewed for a whole lease while we watched is gone, though the server's clock may have been put back.
    let seen: { row: LeaseRow; since: number } | undefined
    while (!signal.aborted) {
      const asked = clock.monotonic()
      const ts = clock.now().toISOString()
      const holder = { bot: post.bot, host: hostname(), pid: process.pid, env: environment, ts }
      const watched = seen && asked - seen.since
      const dead = watched !== undefined && watched >= times.ttlMs ? seen?.row.version : undefined
      let acquired: Acquired | undefined
      let row: LeaseRow | undefined
      const ask = async () => {
        acquired = await acquire(database, { name: nameOf(post), owner, holder, ttlMs: times.ttlMs, dead })
        if (!acquired) [row] = await look(database, nameOf(post))
      }
      const problem = await inTime({ clock, times }, ask())
      if (acquired) return { acquired, asked, holder }
      if (problem !== undefined) log.warn('lease_not_asked', { bot: post.bot, message: problem })
      if (row && row.version !== seen?.row.version) {
        if (seen && row.held && onBusy === 'exit') throw new LeaseBusy(post.bot, row)
        if (!seen) log.info('lease_standby', { bot: post.bot, holder: row.holder, epoch: row.epoch })
        seen = { row, since: clock.monotonic() }
      }
      await rest(signal)
    }
  }

  /** Without it a standby only asks less soon. */
  function listen() {
    if (listens) return
    listens = true
    database.listen(LEASE_FREED, wake).catch((error) => {
      listens = false
      log.warn('lease_not_listened', { message: messageOf(error) })
    })
  }

  async function rest(signal: AbortSignal) {
    listen()
    const stop = new AbortController()
    const end = () => stop.abort()
    waiting.add(end)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    await clock.sleep(times.retryMs * (0.75 + 0.5 * chance()), stop.signal)
    signal.removeEventListener('abort', end)
    waiting.delete(end)
  }
}

/** Another process polls for the bot and lives. The message names it and says what to do. */
export class LeaseBusy extends Error {
  override readonly name = 'LeaseBusy'

  constructor(bot: string, { holder, renewedAge, heartbeatAge, acquiredAt }: LeaseRow) {
    const heard = heartbeatAge === undefined ? 'never' : `${Math.round(heartbeatAge)} s ago`
    super(
      `${bot}: another process polls for this bot: host ${holder.host}, process ${holder.pid}, environment ${holder.env}, ` +
        `since ${acquiredAt.toISOString()}; it renewed its lock ${Math.round(renewedAge)} s ago and Telegram last answered it ${heard}. ` +
        'Stop that one, or let this one stand by: LOCK_ON_BUSY=wait.',
    )
  }
}
