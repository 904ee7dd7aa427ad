import type { Redis } from '../db/redis.ts'
import { messageOf } from '../ops/errors.ts'
import type { Log } from '../ops/log.ts'
import type { LeaseRow } from './lease-table.ts'

/** What Redis is told about the lease, so that `redis-cli get bot_polling_lock` answers. Nothing ever waits for it. */
export interface LockMirror {
  /** Shows the holder until the lease would run out; said again with every renewal. */
  show(bot: string, lock: Lock): void
  beat(bot: string, at: Date): void
  hide(bot: string): void
}

export type Lock = Pick<LeaseRow['holder'], 'host' | 'pid' | 'env' | 'ts'> & {
  id: string
  epoch: number
  bot_id: number
}

export interface LockMirrorOptions {
  redis: Redis
  log: Log
  /** Several bots run: their keys end with the bot's name. */
  several: boolean
  ttlMs: number
}

const HEARTBEAT_KEPT_MS = 24 * 3_600_000

export const lockKey = (bot: string, several: boolean) => (several ? `bot_polling_lock:${bot}` : 'bot_polling_lock')
const heartbeatKey = (bot: string, several: boolean) =>
  several ? `bot_polling_heartbeat:${bot}` : 'bot_polling_heartbeat'

export function createLockMirror({ redis, log, several, ttlMs }: LockMirrorOptions): LockMirror {
  const shown = new Map<string, string>()
  let failing = false
  return {
    show(bot, { host, pid, env, ts, ...more }) {
      const value = JSON.stringify({ host, pid, env, ts, ...more })
      shown.set(bot, value)
      tell(() => redis.set(lockKey(bot, several), value, ttlMs))
    },
    beat(bot, at) {
      tell(() => redis.set(heartbeatKey(bot, several), String(Math.floor(at.getTime() / 1000)), HEARTBEAT_KEPT_MS))
    },
    hide(bot) {
      const value = shown.get(bot)
      shown.delete(bot)
      if (value !== undefined) tell(() => redis.unset(lockKey(bot, several), value))
    },
  }

  /** One warning for a time of failures, not one for each of them. */
  function tell(write: () => Promise<void>) {
    const written = (async () => write())()
    written.then(
      () => {
        failing = false
      },
      (error) => {
        if (!failing) log.warn('lock_not_mirrored', { message: messageOf(error) })
        failing = true
      },
    )
  }
}
