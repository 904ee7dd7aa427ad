import { type DestinationStream, pino } from 'pino'
import { messageOf } from './errors.ts'

export type LogFields = Record<string, unknown>

/** One JSON line per event: `timestamp` (ISO 8601, UTC), `level`, `event`, then the fields. Never a sentence, never a secret. */
export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, error: unknown, fields?: LogFields): void
  child(fields: LogFields): Log
}

export interface LogOptions {
  level?: string
  /** Values that must never be printed, whatever field they appear in. */
  secrets?: readonly string[]
  destination?: DestinationStream
}

export function createLog({ level = 'info', secrets = [], destination }: LogOptions = {}): Log {
  const scrub = scrubber(secrets)
  const base = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: scrub },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
  return over(base as unknown as Pino)
}

const BOT_TOKEN = /\b\d{5,12}:[A-Za-z0-9_-]{30,}/g

/** Replaces bot tokens and the given secrets, plain or percent-encoded, wherever they turn up in a text. */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])])
    .sort((a, b) => b.length - a.length)
  return (text) => {
    let clean = text.replace(BOT_TOKEN, '[token]')
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]')
    return clean
  }
}

type Pino = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'> & { child(fields: LogFields): Pino }

function over(base: Pino): Log {
  return {
    debug: (event, fields = {}) => base.debug(fields, event),
    info: (event, fields = {}) => base.info(fields, event),
    warn: (event, fields = {}) => base.warn(fields, event),
    error: (event, error, fields = {}) => base.error({ ...fields, error: described(error) }, event),
    child: (fields) => over(base.child(fields)),
  }
}

const described = (error: unknown) =>
  error instanceof Error
    ? { type: error.name, message: messageOf(error), stack: error.stack }
    : { type: typeof error, message: String(error) }

/** A log that says nothing: for tools and tests. */
export const silentLog: Log = createLog({ level: 'silent' })
