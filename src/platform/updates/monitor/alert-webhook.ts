import { createHmac } from 'node:crypto'
import type { Database } from '../../db/database.ts'
import { type Clock, seconds } from '../../ops/clock.ts'
import type { Log } from '../../ops/log.ts'
import { loop, type Rounds } from '../../ops/loop.ts'
import type { Metrics } from '../../ops/metrics.ts'
import { type Alert, buryAlerts, MOST_TRIES, settleAlert, takeAlerts } from './alerts.ts'
import { reasonOf } from './reason.ts'

export interface AlertWebhookOptions {
  database: Database
  clock: Clock
  log: Log
  metrics: Metrics
  url: string
  /** Signs what is sent, so that the receiver knows who speaks. */
  secret: string
}

const ANSWER_MS = seconds(10)

/**
 * POSTs every incident and its end to a receiver outside: at least once, in up to three tries. `Idempotency-Key` is the same
 * for each; `X-Alert-Signature` is `v1=` and the hex HMAC-SHA256 over timestamp, key and body, joined by dots.
 */
export function createAlertWebhook({ database, clock, log, metrics, url, secret }: AlertWebhookOptions): Rounds {
  const sent = metrics.counter('alert_webhook_requests_total', 'Alerts handed to ALERT_WEBHOOK_URL, by outcome', [
    'result',
  ])
  for (const result of ['done', 'failed']) sent.add(0, { result })

  return loop({
    name: 'alert_webhook',
    clock,
    log,
    idleMs: seconds(5),
    async round() {
      const alerts = await takeAlerts(database)
      await Promise.all(alerts.map(deliver))
      const lost = await buryAlerts(database)
      if (lost > 0) log.warn('alert_webhook_given_up', { alerts: lost })
      return alerts.length
    },
  })

  async function deliver(alert: Alert) {
    const error = await post(alert)
    sent.add(1, { result: error === undefined ? 'done' : 'failed' })
    await settleAlert(database, alert, error)
    if (error === undefined) return
    const { incident, event, tries } = alert
    const isLast = tries >= MOST_TRIES
    log.warn(isLast ? 'alert_webhook_given_up' : 'alert_webhook_failed', { incident, event, tries, message: error })
  }

  /** Undefined when the receiver has it. Redirects are not followed: what we say goes nowhere else. */
  async function post({ key, body, tries }: Alert): Promise<string | undefined> {
    const timestamp = String(Math.floor(clock.now().getTime() / 1000))
    const signature = createHmac('sha256', secret).update(`${timestamp}.${key}.${body}`).digest('hex')
    try {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          'x-alert-attempt': String(tries),
          'x-alert-timestamp': timestamp,
          'x-alert-signature': `v1=${signature}`,
        },
        body,
      })
      await answer.body?.cancel()
      return answer.ok ? undefined : `status ${answer.status}`
    } catch (error) {
      return reasonOf(error)
    }
  }
}
