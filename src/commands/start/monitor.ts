import type { Guest } from '#platform/house.ts'
import type { Part } from '#platform/ops/loop.ts'
import { createAlertWebhook } from '#platform/updates/monitor/alert-webhook.ts'
import { createAnnounce } from '#platform/updates/monitor/announce.ts'
import { createDeadman } from '#platform/updates/monitor/deadman.ts'
import { createMonitor } from '#platform/updates/monitor/monitor.ts'
import { createPing } from '#platform/updates/monitor/ping.ts'
import type { Ground } from './ground.ts'

export interface MonitorSpec {
  superadmins: ReadonlySet<number>
  /** The owner of this process's polling leases. */
  owner: string
}

/** What looks after the bots, in every process of the house; they agree in the database on who does what. */
export function monitorParts(ground: Ground, guests: readonly Guest[], { superadmins, owner }: MonitorSpec): Part[] {
  const { config, database, redis, clock, log, metrics } = ground
  const { ENVIRONMENT, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET, DEADMAN_PING_URL } = config.house
  const polls = config.webhookBase === undefined
  const bots = guests.map(({ bot }) => bot.name)
  const alerts =
    ALERT_WEBHOOK_URL && ALERT_WEBHOOK_SECRET ? { url: ALERT_WEBHOOK_URL, secret: ALERT_WEBHOOK_SECRET } : undefined
  const told = {
    database,
    clock,
    log,
    metrics,
    charges: guests.map(({ bot, telegram }) => ({ bot, telegram, polls })),
    superadmins,
    environment: ENVIRONMENT,
    alerts: alerts !== undefined,
  }
  const announce = createAnnounce(told)
  const ping = DEADMAN_PING_URL ? createPing({ url: DEADMAN_PING_URL, log, metrics }) : undefined
  return [
    createMonitor({ ...told, owner, announce, redis, ping }),
    createDeadman({ database, clock, log, metrics, bots, announce }),
    ...(alerts ? [createAlertWebhook({ database, clock, log, metrics, ...alerts })] : []),
  ]
}
