import { hash } from 'node:crypto'
import { hours, type JobContext, webhook } from '#platform/bot.ts'
import { endSilence } from '../jobs/end-silence.ts'
import type { Outside } from '../outside.ts'
import * as alerts from '../store/alerts.ts'
import type { AlertGroup } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { isAlertmanager } from './admit.ts'
import { toldIn, worstWord } from './card.ts'
import { payload } from './payload.ts'
import { editAll, speakAgain, tellAll } from './tell.ts'
import { firing, merged, severityOf, type Told, toldBy } from './told.ts'

/** Alertmanager repeats what fires (every 4 h when left out): what it has not mentioned for so long is over. */
const FORGOTTEN = hours(24)

/**
 * Alerts at `POST /webhooks/alertmanager`: one message for each group, edited as it changes. Alertmanager gives its
 * deliveries no number, and the same body may be right twice, so a repeat is known by what it changes: nothing.
 */
export const alertmanager = webhook({
  admit({ headers, raw, now, outside }: { headers: Headers; raw: Buffer; now: Date; outside: Outside }) {
    if (outside.alertmanagerSecrets.length === 0) return { refuse: 404 }
    if (!isAlertmanager(outside.alertmanagerSecrets, headers.authorization)) return { refuse: 401 }
    return { key: `${now.getTime()} ${hash('sha256', raw, 'hex')}` }
  },
  body: payload,
  receive: (ctx, { body }) => receive(ctx, body.groupKey, toldBy(body)),
})

type Headers = Readonly<Record<string, string | undefined>>

async function receive(ctx: JobContext, key: string, told: Told): Promise<void> {
  const latest = await alerts.latest(ctx.db, key)
  if (latest && isOpen(latest, ctx.now)) return change(ctx, latest, merged(toldIn(latest), told))
  if (!(await begin(ctx, key, told, latest))) return receive(ctx, key, told)
}

const isOpen = ({ resolved_at, told_at }: AlertGroup, now: Date) =>
  resolved_at === null && now.getTime() - told_at.getTime() < FORGOTTEN

/** A group that fires, or fires again. False when somebody else has opened it at this moment. */
async function begin(ctx: JobContext, key: string, told: Told, before: AlertGroup | undefined): Promise<boolean> {
  const now = before ? merged(toldIn(before), told) : told
  const begun = { ...now, alerts: firing(now) }
  // What was told late about alerts that are over, or a resolution of what nobody here has heard of.
  if (begun.alerts.length === 0) return true
  if (before && before.resolved_at === null) await alerts.change(ctx.db, before.id, { resolved_at: ctx.now })
  const isQuiet = before?.silenced_until && before.silenced_until > ctx.now && before.silence_id === null
  const group = await alerts.open(ctx.db, {
    group_key: key,
    told: JSON.stringify(begun),
    severity: severityOf(begun),
    opened_at: ctx.now,
    told_at: ctx.now,
    ...(isQuiet ? { silenced_name: before.silenced_name, silenced_until: before.silenced_until } : {}),
  })
  if (!group) return false
  if (isQuiet) ctx.enqueue(endSilence, { group: group.id }, { at: before.silenced_until! })
  else await tellAll(ctx, group)
  return true
}

async function change(ctx: JobContext, group: AlertGroup, told: Told): Promise<void> {
  const text = JSON.stringify(told)
  const severity = severityOf(told)
  const isQuiet = group.silenced_until !== null && group.silenced_until > ctx.now
  // Also those who have come since: the others have theirs.
  const tellMore = (now: AlertGroup) => (severity === 0 || isQuiet ? undefined : tellAll(ctx, now))
  if (text === group.told) return tellMore(await alerts.change(ctx.db, group.id, { told_at: ctx.now }))
  const changed = await alerts.change(ctx.db, group.id, {
    told: text,
    told_at: ctx.now,
    severity: Math.max(severity, group.severity),
    resolved_at: severity === 0 ? ctx.now : null,
  })
  await editAll(ctx, changed)
  await tellMore(changed)
  if (severity > group.severity && !isQuiet)
    await speakAgain(ctx, changed, say.alert.worse(told.title, worstWord(told)))
}
