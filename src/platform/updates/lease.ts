import { hostname } from 'node:os'
import type { Database, Queryable } from '../db/database.ts'
import { after, type Clock } from '../ops/clock.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'

export interface LeaseOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  /** This start of this process; unique. */
  owner: string
  environment: string
}

/** What is held: polling for this bot. Telegram quarrels per token, so the name is the bot's id at Telegram. */
export interface Post {
  bot: string
  telegramId: number
}

export interface Leases {
  /**
   * Does `work` while this process holds the post, again and again until `signal` is aborted; another process's turn is
   * waited out. `work` gets a signal of its own and must end soon after it: the post is no longer ours then.
   */
  hold(post: Post, signal: AbortSignal, work: (held: AbortSignal) => Promise<void>): Promise<void>
}

// A holder that cannot renew gives up after 20 s, ten before anybody else may take over: so much may two clocks differ.
const TTL_MS = 30_000
const GIVE_UP_MS = 20_000
const RENEW_MS = 5_000
const RETRY_MS = 2_000
const PATIENCE_MS = 2_000

/** A holding: valid from the moment it was asked for, however late the answer came. */
interface Holding {
  name: string
  epoch: number
  asked: Date
}

/** One holder at a time, by a row in the database. It only keeps pollers from quarrelling: losing it can lose no update. */
export function createLeases({ database, clock, log, metrics, owner, environment }: LeaseOptions): Leases {
  const leader = metrics.gauge('bot_polling_leader', '1 while this process polls for the bot', ['bot'])
  const epochs = metrics.gauge('bot_polling_lease_epoch', 'Grows with every new holder of the polling lease', ['bot'])

  return {
    async hold({ bot, telegramId }, signal, work) {
      const name = `polling ${telegramId}`
      leader.set(0, { bot })
      let told = false
      while (!signal.aborted) {
        const asked = clock.now()
        const epoch = await acquire(name, asked).catch((error) => {
          log.warn('lease_not_asked', { bot, message: messageOf(error) })
          return undefined
        })
        if (epoch === undefined) {
          if (!told) log.info('lease_standby', { bot, holder: await holderOf(name).catch(() => 'unknown') })
          told = true
          await clock.sleep(RETRY_MS, signal)
          continue
        }
        told = false
        log.info('lease_acquired', { bot, epoch })
        leader.set(1, { bot })
        epochs.set(epoch, { bot })
        await during({ name, epoch, asked }, signal, work)
        leader.set(0, { bot })
      }
    },
  }

  async function during(holding: Holding, signal: AbortSignal, work: (held: AbortSignal) => Promise<void>) {
    const held = new AbortController()
    const end = () => held.abort()
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    const renewing = renew(holding, held)
    try {
      await work(held.signal)
    } finally {
      end()
      signal.removeEventListener('abort', end)
      await renewing
      await release(holding.name, holding.epoch)
    }
  }

  async function acquire(name: string, now: Date): Promise<number | undefined> {
    const holder = JSON.stringify({ host: hostname(), pid: process.pid, env: environment, ts: now.toISOString() })
    const { rows } = await database.query<{ epoch: number }>(
      `insert into posthouse.leases (name, owner, holder, epoch, acquired_at, renewed_at, expires_at)
       values ($1, $2, $3, 1, $4, $4, $5)
       on conflict (name) do update set owner = $2, holder = $3, epoch = leases.epoch + 1, acquired_at = $4, renewed_at = $4, expires_at = $5
       where leases.expires_at <= $4
       returning epoch`,
      [name, owner, holder, now, after(now, TTL_MS)],
    )
    return rows[0]?.epoch
  }

  async function renew({ name, epoch, asked }: Holding, held: AbortController): Promise<void> {
    let since = asked.getTime()
    const lose = (reason: string) => {
      log.warn('lease_lost', { name, epoch, reason })
      held.abort()
    }
    while (!held.signal.aborted) {
      await clock.sleep(RENEW_MS, held.signal)
      if (held.signal.aborted) return
      const now = clock.now()
      const outcome = await answerOf(extend(name, epoch, now))
      if (held.signal.aborted) return
      if (outcome === 'renewed') since = now.getTime()
      else if (outcome === 'taken') return lose('another process holds it')
      else log.warn('lease_not_renewed', { name, message: outcome })
      if (clock.now().getTime() - since > GIVE_UP_MS) return lose('not renewed in time')
    }
  }

  /** A question that hangs is a question that failed: what holds us must not depend on an answer. */
  async function answerOf(question: Promise<boolean>): Promise<'renewed' | 'taken' | string> {
    const over = new AbortController()
    const late = clock.sleep(PATIENCE_MS, over.signal).then(() => 'no answer')
    const answer = question.then((held) => (held ? 'renewed' : 'taken'), messageOf)
    const first = await Promise.race([answer, late])
    over.abort()
    return first
  }

  /** False when somebody else has it by now. */
  async function extend(name: string, epoch: number, now: Date): Promise<boolean> {
    const { count } = await database.query(
      'update posthouse.leases set renewed_at = $4, expires_at = $5 where name = $1 and owner = $2 and epoch = $3',
      [name, owner, epoch, now, after(now, TTL_MS)],
    )
    return count === 1
  }

  async function release(name: string, epoch: number): Promise<void> {
    const released = database.query(
      'update posthouse.leases set expires_at = $4 where name = $1 and owner = $2 and epoch = $3',
      [name, owner, epoch, clock.now()],
    )
    const outcome = await answerOf(released.then(() => true))
    if (outcome !== 'renewed') log.warn('lease_not_released', { name, message: outcome })
  }

  async function holderOf(name: string): Promise<string> {
    const { rows } = await database.query<{ holder: string }>('select holder from posthouse.leases where name = $1', [
      name,
    ])
    return rows[0]?.holder ?? 'nobody'
  }
}

/** Before a single process starts, whoever held a lease is gone: it need not be waited for. */
export const freeAllLeases = (target: Queryable, now: Date) =>
  target.query('update posthouse.leases set expires_at = $1 where expires_at > $1', [now])
