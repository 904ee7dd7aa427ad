import { once } from 'node:events'
import type { Log } from '../ops/log.ts'
import type { Metrics } from '../ops/metrics.ts'

/** Redis shows things and decides nothing: every call may fail, within a second, and nobody may need its answer. */
export interface Redis {
  get(key: string): Promise<string | null>
  set(key: string, value: string, ttlMs: number): Promise<void>
  /** Deletes the key only when it still has this value. */
  unset(key: string, value: string): Promise<void>
  /** What was said before is still sent. */
  close(): Promise<void>
}

export interface RedisOptions {
  url: string
  log: Log
  metrics: Metrics
}

const PATIENCE_MS = 1_000
const LONGEST_PAUSE_MS = 10_000

/** Comes back by itself after Redis was away; one line tells that it went, one that it is back. */
export async function openRedis({ url, log, metrics }: RedisOptions): Promise<Redis> {
  const { Redis: Client } = await import('ioredis')
  const client = new Client(url, {
    connectionName: 'posthouse',
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (tries) => Math.min(250 * 2 ** tries, LONGEST_PAUSE_MS),
  })
  const unsafe = metrics.gauge(
    'redis_eviction_policy_unsafe',
    '1 when Redis may throw away keys that it was told to keep',
  )
  let told = false
  client.on('error', (error: Error) => {
    if (!told) log.warn('redis_away', { message: reasonOf(error) })
    told = true
  })
  client.on('ready', () => {
    if (told) log.info('redis_back')
    told = false
    void lookAtEviction()
  })

  async function lookAtEviction() {
    try {
      const [, policy] = (await client.config('GET', 'maxmemory-policy')) as string[]
      unsafe.set(policy === 'noeviction' ? 0 : 1)
      if (policy !== 'noeviction') log.warn('redis_eviction_policy_unsafe', { policy, wanted: 'noeviction' })
    } catch (error) {
      log.info('redis_eviction_policy_unknown', { message: reasonOf(error) })
    }
  }

  // So that what is said at the start is heard; one that does not answer is not waited for.
  await once(client, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined)
  return {
    get: (key) => client.get(key),
    async set(key, value, ttlMs) {
      await client.set(key, value, 'PX', ttlMs)
    },
    async unset(key, value) {
      await client.eval("if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end", 1, key, value)
    },
    async close() {
      await client.quit().catch(() => undefined)
      client.disconnect()
    },
  }
}

/** The first words only: a refusal may repeat what it was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  if ('code' in error && typeof error.code === 'string') return error.code
  return /^[A-Z]{3,}|^.{1,60}/.exec(error.message)?.[0] ?? error.name
}
