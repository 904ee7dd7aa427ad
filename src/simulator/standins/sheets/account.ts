import { generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Effect } from '../exchanges.ts'

/** What Google gives for a service account: the JSON of its key. */
export interface ServiceAccount {
  type: 'service_account'
  project_id: string
  private_key_id: string
  private_key: string
  client_email: string
  client_id: string
  token_uri: string
}

export const EMAIL = 'simulated@posthouse.iam.gserviceaccount.com'
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
/** Some clients sign for Google's own address whatever the key says. */
const AUDIENCES = ['https://oauth2.googleapis.com/token', 'https://www.googleapis.com/oauth2/v4/token']
const SCOPES = 'https://www.googleapis.com/auth/'
const WRITERS = ['spreadsheets', 'drive', 'drive.file'].map((name) => SCOPES + name)
const READERS = [...WRITERS, `${SCOPES}spreadsheets.readonly`, `${SCOPES}drive.readonly`]
const HOUR = 3600

/** Made when it is first asked for (some 50 ms), once for a process, and never written down. */
let pair: { publicKey: string; privateKey: string } | undefined

function keys() {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return pair
}

/** The service account of the simulator. */
export function createAccount({ clock, url }: { clock: Clock; url: () => string }) {
  const tokens = new Map<string, { until: number; canWrite: boolean }>()
  const now = () => clock.now().getTime()

  function exchange(form: URLSearchParams): Effect {
    const grant = form.get('grant_type')
    if (grant !== GRANT) return refused('unsupported_grant_type', `Invalid grant_type: ${grant ?? ''}`)
    const claims = readAssertion(form.get('assertion') ?? '', keys().publicKey)
    if (typeof claims === 'string') return refused('invalid_grant', claims)
    if (claims.iss !== EMAIL) return refused('invalid_grant', 'Invalid grant: account not found')
    if (![...AUDIENCES, tokenUri()].includes(String(claims.aud)))
      return refused('invalid_grant', 'Invalid JWT: Failed audience check.')
    const [from, until] = [Number(claims.iat), Number(claims.exp)]
    if (!(until > from && until - from <= HOUR))
      return refused(
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
      )
    const scopes = String(claims.scope ?? '').split(' ')
    if (!scopes.some((scope) => READERS.includes(scope)))
      return refused('invalid_scope', 'Invalid OAuth scope or ID token audience provided.')
    const access_token = `ya29.simulated.${randomBytes(24).toString('base64url')}`
    tokens.set(access_token, { until: now() + HOUR * 1000, canWrite: scopes.some((scope) => WRITERS.includes(scope)) })
    const rest = { expires_in: HOUR - 1, token_type: 'Bearer' }
    return { status: 200, json: { access_token, ...rest }, shown: rest }
  }

  const tokenUri = () => `${url()}/sheets/token`

  return {
    exchange,
    json: (): ServiceAccount => ({
      type: 'service_account',
      project_id: 'posthouse-simulated',
      private_key_id: 'simulated',
      private_key: keys().privateKey,
      client_email: EMAIL,
      client_id: '100000000000000000000',
      token_uri: tokenUri(),
    }),
    /** Whether this token is good, and for what. */
    holder(token: string): { canWrite: boolean } | undefined {
      const found = tokens.get(token)
      if (found && found.until > now()) return found
      tokens.delete(token)
      return undefined
    },
  }
}

/** What an assertion claims, or what is wrong with it. */
function readAssertion(assertion: string, publicKey: string): Record<string, unknown> | string {
  const [head = '', body = '', signature = ''] = assertion.split('.')
  try {
    const { alg } = json(head)
    if (alg !== 'RS256') return 'Invalid JWT: unsupported algorithm.'
    const isSigned = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${body}`),
      publicKey,
      Buffer.from(signature, 'base64url'),
    )
    return isSigned ? json(body) : 'Invalid JWT Signature.'
  } catch {
    return 'Bad Request'
  }
}

const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>

const refused = (error: string, error_description: string): Effect => ({
  status: 400,
  json: { error, error_description },
})

/** For the page: who asks for what, without the assertion. */
export function shownForm(form: URLSearchParams) {
  try {
    const { iss, scope, aud } = json((form.get('assertion') ?? '').split('.')[1] ?? '')
    return { grant_type: form.get('grant_type'), iss, scope, aud }
  } catch {
    return { grant_type: form.get('grant_type') }
  }
}
