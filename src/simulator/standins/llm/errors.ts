import type { StandInAnswer } from '../deliver.ts'
import type { Trouble } from '../troubles.ts'

/** A refusal in OpenAI's shape. */
export class Refused extends Error {
  readonly answer: StandInAnswer
  constructor(
    status: number,
    message: string,
    rest: { type?: string; param?: string | null; code?: string | null } = {},
  ) {
    super(message)
    const { type = 'invalid_request_error', param = null, code = null } = rest
    this.answer = { status, json: { error: { message, type, param, code } } }
  }
}

export const missing = (param: string) =>
  new Refused(400, `Missing required parameter: '${param}'.`, { param, code: 'missing_required_parameter' })

export const invalidType = (param: string, wanted: string, got: unknown) =>
  new Refused(400, `Invalid type for '${param}': expected ${wanted}, but got ${kindOf(got)} instead.`, {
    param,
    code: 'invalid_type',
  })

export const invalidValue = (param: string, got: unknown, supported: readonly string[]) =>
  new Refused(400, `Invalid value: '${got}'. Supported values are: ${listed(supported)}.`, {
    param,
    code: 'invalid_value',
  })

export const wrongKey = (given: string) =>
  given === ''
    ? new Refused(
        401,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API from your browser and are prompted for a username and password. You can obtain an API key from https://platform.openai.com/account/api-keys.",
      )
    : // OpenAI shows the ends of the key; here nothing of it is repeated.
      new Refused(
        401,
        'Incorrect API key provided: ********. You can find your API key at https://platform.openai.com/account/api-keys.',
        { code: 'invalid_api_key' },
      )

export const noModel = (model: string) =>
  new Refused(404, `The model \`${model}\` does not exist or you do not have access to it.`, {
    code: 'model_not_found',
  })

export const noAddress = (method: string, path: string) => new Refused(404, `Invalid URL (${method} ${path})`)

export const notSimulated = (message: string, param: string | null = null) =>
  new Refused(501, `${message} (The stand-in does not simulate this.)`, {
    type: 'not_simulated',
    param,
    code: 'not_simulated',
  })

export const LLM_TROUBLES = ['401', '404', 'quota', 'empty', 'refusal'] as const

const TOO_MANY = { status: 429, type: 'requests', code: 'rate_limit_exceeded' }

/** What has gone wrong before the model saw anything. */
export function failure({ kind, retry_after = 20 }: Trouble): StandInAnswer | undefined {
  if (kind === '401') return wrongKey('given').answer
  if (kind === '404') return noModel('simulated-away').answer
  if (kind === '500')
    return new Refused(500, 'The server had an error while processing your request. Sorry about that!', {
      type: 'server_error',
    }).answer
  if (kind === '503')
    return new Refused(503, 'The engine is currently overloaded, please try again later', { type: 'server_error' })
      .answer
  if (kind === 'quota')
    return new Refused(
      429,
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
      { type: 'insufficient_quota', code: 'insufficient_quota' },
    ).answer
  if (kind !== '429') return undefined
  const message = `Rate limit reached for requests in organization org-simulated on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in ${retry_after}s. Visit https://platform.openai.com/account/rate-limits to learn more.`
  const headers = {
    'retry-after': String(retry_after),
    'retry-after-ms': String(retry_after * 1000),
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': `${retry_after}s`,
  }
  return { ...new Refused(429, message, TOO_MANY).answer, headers }
}

const kindOf = (value: unknown) => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal'
  return { string: 'a string', boolean: 'a boolean', object: 'an object' }[typeof value as string] ?? 'nothing'
}

const listed = (names: readonly string[]) => {
  const quoted = names.map((name) => `'${name}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`
}
