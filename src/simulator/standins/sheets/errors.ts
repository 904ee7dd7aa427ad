import type { StandInAnswer } from '../deliver.ts'
import type { Trouble } from '../troubles.ts'

const STATUS: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
}

/** A refusal in the shape of Google's APIs. */
export class Refused extends Error {
  readonly answer: StandInAnswer
  constructor(code: number, message: string, details?: unknown[], headers?: Record<string, string>) {
    super(message)
    const error = { code, message, status: STATUS[code], ...(details ? { details } : {}) }
    this.answer = { status: code, json: { error }, ...(headers ? { headers } : {}) }
  }
  /** The same with the place of the request in a batch before it. */
  within(place: string): Refused {
    const { code } = (this.answer.json as { error: { code: number } }).error
    return new Refused(code, `Invalid ${place}: ${this.message}`)
  }
}

export const unparsable = (range: string) => new Refused(400, `Unable to parse range: ${range}`)
export const notFound = () => new Refused(404, 'Requested entity was not found.')
export const noPermission = () => new Refused(403, 'The caller does not have permission')
export const notSimulated = (what: string) => new Refused(501, `${what} is not simulated by this stand-in.`)

export const wrongEnum = (field: string, type: string, value: unknown) =>
  new Refused(
    400,
    `Invalid value at '${field}' (type.googleapis.com/google.apps.sheets.v4.${type}), ${JSON.stringify(value)}`,
  )

export const noToken = () =>
  new Refused(
    403,
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  )

export const wrongToken = () =>
  new Refused(
    401,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    undefined,
    { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  )

export const narrowScope = () =>
  new Refused(403, 'Request had insufficient authentication scopes.', [
    errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', { service: 'sheets.googleapis.com' }),
  ])

export const overQuota = (kind: 'Read' | 'Write', retryAfter?: number) =>
  new Refused(
    429,
    `Quota exceeded for quota metric '${kind} requests' and limit '${kind} requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:0'.`,
    [
      errorInfo('RATE_LIMIT_EXCEEDED', {
        consumer: 'projects/0',
        service: 'sheets.googleapis.com',
        quota_limit: `${kind}RequestsPerMinutePerUser`,
        quota_metric: `sheets.googleapis.com/${kind.toLowerCase()}_requests`,
        quota_limit_value: '60',
      }),
    ],
    retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) },
  )

const errorInfo = (reason: string, metadata: Record<string, string>) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata,
})

export const SHEETS_TROUBLES = ['401', '403', '404'] as const

/** What has gone wrong before anything was read or written. */
export function failure({ kind, retry_after }: Trouble, method = 'POST'): StandInAnswer | undefined {
  if (kind === '401') return wrongToken().answer
  if (kind === '403') return noPermission().answer
  if (kind === '404') return notFound().answer
  if (kind === '429') return overQuota(method === 'GET' ? 'Read' : 'Write', retry_after).answer
  if (kind === '500') return new Refused(500, 'Internal error encountered.').answer
  if (kind === '503') return new Refused(503, 'The service is currently unavailable.').answer
  return undefined
}
