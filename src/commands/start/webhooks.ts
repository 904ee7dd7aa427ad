import type { Guest } from '#platform/house.ts'
import type { Part } from '#platform/ops/loop.ts'
import { createIntroduction } from '#platform/updates/introduce.ts'
import type { Leases } from '#platform/updates/lease.ts'
import { versionSince } from '#platform/updates/rotation.ts'
import { type Key, keysOf } from '#platform/updates/secret.ts'
import type { Ground } from './ground.ts'
import { postOf } from './guests.ts'

/** What each bot's webhook accepts, the secret to give Telegram first. */
export type WebhookSecrets = ReadonlyMap<string, readonly [string, ...Key[]]>

export async function webhookSecrets(ground: Ground, guests: readonly Guest[]): Promise<WebhookSecrets> {
  const { config, database, clock } = ground
  const version = config.house.WEBHOOK_SECRET_VERSION
  const since = await versionSince(database, version, clock.now())
  const alone = guests.length === 1
  return new Map(
    guests.map(({ bot, telegram }) => [
      bot.name,
      keysOf({ root: config.webhookSecret, botId: telegram.id, version, since, alone }),
    ]),
  )
}

/** Each bot tells Telegram who it is and, where there are doors, where to deliver its updates. */
export function introductions(
  { config, clock, log }: Ground,
  guests: readonly Guest[],
  leases: Leases,
  secrets: WebhookSecrets | undefined,
): Part[] {
  return guests.map((guest) => {
    const secret = secrets?.get(guest.bot.name)?.[0]
    return createIntroduction({
      bot: guest.bot,
      telegram: guest.telegram,
      clock,
      log,
      called(username) {
        guest.username = username
      },
      webhook:
        config.webhookBase && secret
          ? {
              url: `${config.webhookBase}/webhook/${guest.bot.name}`,
              secret,
              alone: (signal, work) => leases.turn(postOf(guest), signal, work),
            }
          : undefined,
    })
  })
}
