import type { Redis } from '../../db/redis.ts'
import { days } from '../../ops/clock.ts'
import { messageOf } from '../../ops/errors.ts'
import type { Log } from '../../ops/log.ts'
import type { Incident } from './incidents.ts'

const KEPT_MS = days(1)

const flagKey = (bot: string, several: boolean) =>
  several ? `bot_polling_alert_sent:${bot}` : 'bot_polling_alert_sent'

/**
 * What Redis is told of open incidents, so that `redis-cli get bot_polling_alert_sent` answers: `1` and since when. Said again
 * with every round, so that a Redis that was away or emptied shows it a minute later. Nothing depends on it.
 */
export function createAlertFlag({ redis, log, several }: { redis: Redis; log: Log; several: boolean }) {
  let failing = false
  return {
    async show(bots: readonly string[], open: readonly Incident[]): Promise<void> {
      try {
        for (const bot of bots) await set(bot, open)
        failing = false
      } catch (error) {
        if (!failing) log.warn('alert_flag_not_mirrored', { message: messageOf(error) })
        failing = true
      }
    },
  }

  async function set(bot: string, open: readonly Incident[]) {
    const incident = open.find((one) => one.bot === bot && one.kind === 'heartbeat')
    const key = flagKey(bot, several)
    if (incident) return redis.set(key, `1 ${incident.began.toISOString()}`, KEPT_MS)
    const shown = await redis.get(key)
    if (shown !== null) await redis.unset(key, shown)
  }
}
