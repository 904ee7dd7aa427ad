import { type Buttons, button, lines, linkButton, type Phrase } from '#platform/bot.ts'
import type { AlertGroup } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { type Alert, firing, rankOf, severityOf, type Told } from './told.ts'

const words = say.alert
const SHOWN = 10
const ICONS = ['✅', '🔵', '🟠', '🔴']

export const toldIn = ({ told }: Pick<AlertGroup, 'told'>): Told => JSON.parse(told) as Told

/** The one message about a group, as everybody has it. */
export function alertCard(group: AlertGroup, now: Date): Phrase {
  const told = toldIn(group)
  const { acknowledged_name: who, acknowledged_at: at, silenced_name: by, silenced_until: until } = group
  const worst = severityOf(told)
  const ordered = [...told.alerts].sort((a, b) => Number(a.status === 'resolved') - Number(b.status === 'resolved'))
  const rest = ordered.length - SHOWN
  const isQuiet = by !== null && until !== null && until > now && group.resolved_at === null
  return lines(
    worst > 0 ? words.firing(ICONS[worst] ?? '🟠', worstWord(told), told.title) : words.resolved(told.title),
    ...ordered.slice(0, SHOWN).map((alert) => line(alert, now)),
    rest > 0 && words.more(rest),
    told.truncated > 0 && words.truncated(told.truncated),
    who !== null && at !== null && words.acknowledged(who, moment(at, now)),
    isQuiet && (group.silence_id ? words.silenced : words.quiet)(by, moment(until, now)),
  )
}

function line({ status, severity, words: said, startsAt, endsAt }: Alert, now: Date): Phrase {
  const since = moment(new Date(startsAt), now)
  if (status === 'firing') return words.line(ICONS[rankOf(severity)] ?? '🟠', said, since)
  return words.lineResolved(said, since, endsAt ? moment(new Date(endsAt), now) : '…')
}

/** The worst severity in its own word. */
export const worstWord = (told: Told): string =>
  firing(told).sort((a, b) => rankOf(b.severity) - rankOf(a.severity))[0]?.severity ?? ''

/** What can be done while it fires; its runbook stays. */
export function alertButtons(group: AlertGroup, now: Date): Buttons {
  const { runbook } = toldIn(group)
  const link = runbook ? [linkButton(say.button.runbook, runbook)] : []
  if (group.resolved_at) return link
  const isQuiet = group.silenced_until !== null && group.silenced_until > now
  const deeds = [
    ...(group.acknowledged_at ? [] : [button(say.button.acknowledge, 'ack', group.id)]),
    ...(isQuiet ? [] : [button(say.button.silence, 'silence', group.id)]),
  ]
  return [...(deeds.length > 0 ? [deeds] : []), ...link]
}
