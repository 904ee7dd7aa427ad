import type { Payload } from './payload.ts'

export interface Alert {
  readonly fingerprint: string
  readonly status: 'firing' | 'resolved'
  readonly severity: string
  /** What it says, in a sentence. */
  readonly words: string
  readonly startsAt: string
  /** When it was resolved. */
  readonly endsAt: string | undefined
}

/** What is known of a group of alerts. It is kept as JSON. */
export interface Told {
  readonly title: string
  /** The labels that make it a group, for a silence. */
  readonly labels: Readonly<Record<string, string>>
  /** Where its runbook is; https only. */
  readonly runbook: string | undefined
  readonly truncated: number
  readonly alerts: readonly Alert[]
}

export function toldBy({ groupLabels, commonLabels, commonAnnotations, truncatedAlerts, alerts }: Payload): Told {
  const labels = Object.keys(groupLabels).length > 0 ? groupLabels : commonLabels
  const { alertname = alerts[0]?.labels.alertname ?? 'Alert', ...others } = labels
  const about = Object.entries(others).map(([name, value]) => `${name}=${value}`)
  const runbook =
    commonAnnotations.runbook_url ?? alerts.find((one) => one.annotations.runbook_url)?.annotations.runbook_url
  return {
    title: cut(about.length > 0 ? `${alertname} (${about.join(', ')})` : alertname, 200),
    labels,
    runbook: runbook && /^https:\/\/\S{1,1900}$/.test(runbook) && URL.canParse(runbook) ? runbook : undefined,
    truncated: truncatedAlerts,
    alerts: alerts.map(({ fingerprint, status, labels, annotations, startsAt, endsAt }) => ({
      fingerprint,
      status,
      severity: cut(labels.severity ?? 'warning', 30).toLowerCase(),
      words: cut(annotations.summary ?? annotations.description ?? annotations.message ?? wordsOf(labels), 250),
      startsAt: new Date(startsAt).toISOString(),
      endsAt:
        status === 'resolved' && endsAt && new Date(endsAt) > new Date(startsAt)
          ? new Date(endsAt).toISOString()
          : undefined,
    })),
  }
}

/**
 * What was known with what has come: of each alert the newest state counts. A delivery that was overtaken by a later one
 * changes nothing, and an alert that is not mentioned stays as it was: hiding one that fires would be worse than showing
 * one for too long. Pure.
 */
export function merged(known: Told, told: Told): Told {
  const alerts = new Map(known.alerts.map((alert) => [alert.fingerprint, alert]))
  for (const alert of told.alerts) {
    const old = alerts.get(alert.fingerprint)
    if (!old || isNewer(alert, old)) alerts.set(alert.fingerprint, alert)
  }
  return { ...told, runbook: told.runbook ?? known.runbook, alerts: [...alerts.values()] }
}

/** One begin has one end: after it, "fires since then" comes too late. */
function isNewer(alert: Alert, old: Alert): boolean {
  if (alert.startsAt !== old.startsAt) return alert.startsAt > old.startsAt
  return old.status === 'firing' || alert.status === 'resolved'
}

export const firing = ({ alerts }: Told): Alert[] => alerts.filter(({ status }) => status === 'firing')

const RANKS: Readonly<Record<string, number>> = { info: 1, none: 1, warning: 2, error: 3, critical: 3, page: 3 }

export const rankOf = (severity: string): number => RANKS[severity] ?? 2

/** The worst of what fires, as a number; 0 when nothing does. */
export const severityOf = (told: Told): number => Math.max(0, ...firing(told).map(({ severity }) => rankOf(severity)))

const wordsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .filter(([name]) => name !== 'severity')
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')

const cut = (text: string, most: number) => {
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line
}
