import type { Queryable } from '../../db/database.ts'
import type { Incident, IncidentEvent } from './incidents.ts'
import { told } from './texts.ts'

/** What a receiver outside is told, in the transaction in which the superadmins are. */
export async function queueAlerts(
  transaction: Queryable,
  news: readonly { incident: Incident; event: IncidentEvent }[],
  environment: string,
): Promise<void> {
  for (const { incident, event } of news) {
    const body = JSON.stringify({
      id: alertKey(incident, event),
      event,
      environment,
      bot: incident.kind === 'monitor' ? null : incident.bot,
      kind: incident.kind,
      detail: incident.detail,
      since: incident.began,
      until: incident.ended,
      lasted_seconds: Math.round(incident.lastedMs / 1000),
      text: told(incident, event, { bots: [], hasRunbook: false }).in('en').text,
    })
    await transaction.query(
      'insert into posthouse.alerts (incident, event, body, next_at) values ($1, $2, $3, clock_timestamp()) on conflict do nothing',
      [incident.id, event, body],
    )
  }
}

/** The same for every try, so that the receiver can tell a repeat. */
const alertKey = ({ key }: Incident, event: IncidentEvent) => `${key}-${event}`

export interface Alert {
  incident: number
  event: IncidentEvent
  key: string
  body: string
  tries: number
}

export const MOST_TRIES = 3
/** From one try to the next; the last has as long for its answer to be written down. */
const PAUSES_S = [10, 60, 60]

/** Takes alerts whose next try is due. Whoever dies with one leaves it to the next try. */
export async function takeAlerts(target: Queryable): Promise<Alert[]> {
  const { rows } = await target.query<Alert>(
    `update posthouse.alerts a set tries = a.tries + 1,
       next_at = clock_timestamp() + make_interval(secs => (array[${PAUSES_S.join(', ')}])[a.tries + 1])
     from (select incident, event from posthouse.alerts
           where sent_at is null and failed_at is null and tries < ${MOST_TRIES} and next_at <= clock_timestamp()
           order by next_at limit 20 for update skip locked) due, posthouse.incidents i
     where a.incident = due.incident and a.event = due.event and i.id = a.incident
     returning a.incident, a.event, i.key || '-' || a.event as key, a.body, a.tries`,
  )
  return rows
}

/** Writes down what came of a try: delivered, to be tried again, or given up. */
export async function settleAlert(target: Queryable, { incident, event, tries }: Alert, error?: string): Promise<void> {
  await target.query(
    `update posthouse.alerts set error = $3,
       sent_at = case when $3::text is null then clock_timestamp() end,
       failed_at = case when $3::text is not null and $4 then clock_timestamp() end
     where incident = $1 and event = $2 and sent_at is null`,
    [incident, event, error ?? null, tries >= MOST_TRIES],
  )
}

/** The last try of some was cut off by the end of its process: nobody will say what came of them. */
export async function buryAlerts(target: Queryable): Promise<number> {
  const { count } = await target.query(
    `update posthouse.alerts set failed_at = clock_timestamp(), error = coalesce(error, 'cut off')
     where sent_at is null and failed_at is null and tries >= ${MOST_TRIES} and next_at <= clock_timestamp()`,
  )
  return count
}
