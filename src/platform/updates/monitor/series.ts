import type { Queryable } from '../../db/database.ts'
import type { Metrics } from '../../ops/metrics.ts'
import { type Incident, openIncidents } from './incidents.ts'
import type { Charge } from './signs.ts'
import { monitorLease } from './turn.ts'

export interface SeriesOptions {
  database: Queryable
  metrics: Metrics
  charges: readonly Charge[]
}

/** Stands where no single bot is concerned; no bot can have the name. */
const HOUSE = 'house'

const labelsOf = ({ bot, kind }: Pick<Incident, 'bot' | 'kind'>) => ({ bot: kind === 'monitor' ? HOUSE : bot, kind })

/** What the metrics tell of incidents. The function that is returned counts one that this process has told. */
export function createSeries({ database, metrics, charges }: SeriesOptions): (incident: Incident) => void {
  const told = metrics.counter('bot_heartbeat_incidents_total', 'Incidents this process has told the superadmins of', [
    'bot',
    'kind',
  ])
  const open = metrics.gauge('bot_incidents_open', '1 while superadmins have been told of it and it is not over', [
    'bot',
    'kind',
  ])
  const bots = charges.map(({ bot }) => bot.name)
  const all = charges.flatMap(({ bot, polls }) => [
    { bot: bot.name, kind: polls ? 'heartbeat' : 'webhook' },
    { bot: bot.name, kind: 'backlog' },
  ])
  all.push({ bot: HOUSE, kind: 'monitor' })
  for (const labels of all) told.add(0, labels)

  // From the database, in every process the same: it is seen from any that lives.
  metrics.beforeScrape(async () => {
    const now = (await openIncidents(database, [...bots, monitorLease(bots)])).map(labelsOf)
    for (const labels of all) {
      open.set(now.some(({ bot, kind }) => bot === labels.bot && kind === labels.kind) ? 1 : 0, labels)
    }
  })
  return (incident) => told.add(1, labelsOf(incident))
}
