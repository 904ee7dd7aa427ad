import type { Database, Queryable } from '../../db/database.ts'
import { wakeAll } from '../../db/wake.ts'
import type { Notice } from '../../notifications/notice.ts'
import { notify } from '../../notifications/notify.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Log } from '../../ops/log.ts'
import type { Metrics } from '../../ops/metrics.ts'
import { superadminsOf } from '../../people/superadmins.ts'
import { queueAlerts } from './alerts.ts'
import { announcerOf, carriersFor, refusedTokens } from './carrier.ts'
import { begin, type Due, end, type Incident, type IncidentEvent } from './incidents.ts'
import { createSeries } from './series.ts'
import type { Charge } from './signs.ts'
import { told } from './texts.ts'

export interface AnnounceOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  charges: readonly Charge[]
  superadmins: ReadonlySet<number>
  environment: string
  /** A receiver outside is told, too (ALERT_WEBHOOK_URL). */
  alerts: boolean
}

export type Announce = (due: Due) => Promise<void>

/** What the notification is called in people's preferences. */
export const NOTICE_TYPE = 'SYSTEM_MAINTENANCE'

/**
 * Tells every superadmin what is wrong, or over: once, however many processes have noticed, because whoever marks the
 * incident tells of it in the same transaction.
 */
export function createAnnounce(options: AnnounceOptions): Announce {
  const { database, clock, log, charges, superadmins, environment } = options
  const names = charges.map(({ bot }) => bot.name)
  const announcer = announcerOf(charges.map(({ bot }) => bot))
  // Where it goes as long as people have not chosen, as that bot declares it; otherwise to both channels.
  const { about: _, ...declared } = announcer?.notifications?.[NOTICE_TYPE] ?? { about: undefined }
  const counted = createSeries(options)

  return async (due) => {
    if (due.begun.length + due.over.length === 0) return
    // Before the transaction: nobody holds one open across the network.
    const mute = await refusedTokens(charges)
    const news = await database.transaction(async (transaction) => {
      const begun = (await begin(transaction, due.begun)).map((incident) => ({ incident, event: 'opened' as const }))
      const over = (await end(transaction, due.over)).map((incident) => ({ incident, event: 'recovered' as const }))
      const all = [...begun, ...over]
      for (const one of all) await tell(transaction, one, mute)
      if (options.alerts) await queueAlerts(transaction, all, environment)
      if (all.length > 0) await wakeAll(transaction)
      return all
    })
    for (const { incident, event } of news) {
      const fields = { bot: incident.bot, kind: incident.kind, incident: incident.id, since: incident.began }
      if (event === 'recovered') log.info('incident_over', fields)
      else {
        log.warn('incident_opened', { ...fields, detail: incident.detail })
        counted(incident)
      }
    }
  }

  async function tell(transaction: Queryable, { incident, event }: News, mute: ReadonlySet<string>) {
    const people = await superadminsOf(transaction, superadmins, [announcer?.name ?? '', incident.bot])
    const carriers = await carriersFor(transaction, people, { charges, mute })
    const notices = people.map(({ person, chat }): Notice => {
      const { bot, able } = carriers.get(chat)!
      if (!able) log.warn('superadmin_not_reachable', { person, incident: incident.id })
      return {
        bot: announcer!.name,
        ...(bot === announcer ? {} : { via: bot.name }),
        person,
        chat,
        type: NOTICE_TYPE,
        key: `incident ${incident.key} ${event}`,
        ...declared,
        what: told(incident, event, { bots: names, hasRunbook: 'runbook' in bot.commands }),
        priority: 'urgent',
      }
    })
    if (notices.length === 0) log.warn('superadmins_unknown', { incident: incident.id, configured: superadmins.size })
    else await notify(transaction, notices, clock.now())
  }
}

interface News {
  incident: Incident
  event: IncidentEvent
}
