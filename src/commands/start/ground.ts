import { readFileSync } from 'node:fs'
import type { Database } from '#platform/db/database.ts'
import { openDatabase } from '#platform/db/open.ts'
import { openRedis, type Redis } from '#platform/db/redis.ts'
import { type Clock, systemClock } from '#platform/ops/clock.ts'
import { createLog, type Log, scrubber } from '#platform/ops/log.ts'
import { createMetrics, type Metrics } from '#platform/ops/metrics.ts'
import { createReport, type Report } from '#platform/ops/report.ts'
import { step } from '#platform/ops/signals.ts'
import type { Config } from '../../config.ts'
import type { Opened } from './opened.ts'

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** What every part of a running house stands on. */
export interface Ground {
  config: Config
  inProduction: boolean
  clock: Clock
  log: Log
  metrics: Metrics
  report: Report
  database: Database
  redis: Redis | undefined
}

export async function openGround(config: Config, asked: AbortSignal, opened: Opened): Promise<Ground> {
  const { house: settings, secrets } = config
  const log = createLog({ level: settings.LOG_LEVEL, secrets }).child({ env: settings.ENVIRONMENT, pid: process.pid })
  const metrics = createMetrics({ processMetrics: true })
  metrics.counter('bot_process_starts_total', 'Starts of this process').add(1)
  metrics.gauge('build_info', 'What runs here', ['version', 'node']).set(1, { version, node: process.version })
  const report = await createReport({
    dsn: settings.SENTRY_DSN,
    environment: settings.SENTRY_ENV ?? settings.ENVIRONMENT,
    scrub: scrubber(secrets),
    log,
  })
  const opening = openDatabase({
    url: settings.DATABASE_URL,
    poolSize: settings.DATABASE_POOL_SIZE,
    folder: settings.POSTHOUSE_DATA,
    log,
  })
  const database = await step(asked, opening)
  opened.push(database.close)
  const redis = settings.REDIS_URL ? await step(asked, openRedis({ url: settings.REDIS_URL, log, metrics })) : undefined
  if (redis) opened.push(redis.close)
  const inProduction = settings.ENVIRONMENT === 'production'
  return { config, inProduction, clock: systemClock, log, metrics, report, database, redis }
}
