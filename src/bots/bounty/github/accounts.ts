import { type ZodType, z } from 'zod'
import { type Clock, messageOf, seconds } from '#platform/bot.ts'
import type { AccountsPort, CodeAnswer, SignInAnswer } from './accounts-port.ts'
import { answerOf, type Reply } from './outcome.ts'
import { type Answer, type User, userSchema } from './port.ts'

export interface AccountsOptions {
  /** `https://github.com`, or an Enterprise server. */
  readonly web: string
  readonly api: string
  readonly clientId: string | undefined
  /** For gists; signing in never uses it. */
  readonly token: string | undefined
  readonly clock: Clock
  readonly timeout?: number
}

const MOST_GISTS = 5
const WHOAMI_TRIES = 3

const codeSchema = z.object({
  device_code: z.string().min(8).max(500),
  user_code: z.string().min(4).max(40),
  verification_uri: z.url({ protocol: /^https?$/ }),
  expires_in: z.number().positive().max(86_400),
  interval: z.number().positive().max(3600).default(5),
})
const refusalSchema = z.object({ error: z.string(), interval: z.number().positive().max(3600).optional() })
const tokenSchema = z.object({ access_token: z.string().min(8) })
const datedSchema = userSchema.extend({ created_at: z.iso.datetime({ offset: true }) })
const gistSchema = z.object({
  id: z.string().regex(/^[0-9a-zA-Z]{1,64}$/),
  created_at: z.iso.datetime({ offset: true }),
  owner: userSchema.nullish(),
  files: z.record(z.string(), z.object({ content: z.string().nullish() }).nullable()),
})

export function githubAccounts({
  web,
  api,
  clientId,
  token,
  clock,
  timeout = seconds(10),
}: AccountsOptions): AccountsPort {
  const site = web.replace(/\/+$/, '')
  const root = api.replace(/\/+$/, '')

  /** Redirects are not followed: neither codes nor tokens go anywhere else. */
  async function request(url: string, options: RequestInit, signal?: AbortSignal): Promise<Reply> {
    const limits = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]
    try {
      const response = await fetch(url, { ...options, redirect: 'manual', signal: AbortSignal.any(limits) })
      const text = await response.text()
      return { status: response.status, headers: Object.fromEntries(response.headers), data: parsed(text) }
    } catch (error) {
      return { status: 0, headers: {}, data: messageOf(error) }
    }
  }

  const post = (path: string, body: object, signal?: AbortSignal) =>
    request(
      `${site}${path}`,
      {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'posthouse' },
        body: JSON.stringify(body),
      },
      signal,
    )

  async function get<T>(schema: ZodType<T>, path: string, as: string | undefined, signal?: AbortSignal) {
    const headers = {
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      'user-agent': 'posthouse',
      ...(as ? { authorization: `Bearer ${as}` } : {}),
    }
    return answerOf(await request(`${root}${path}`, { headers }, signal), schema, clock.now())
  }

  async function whoami(granted: string, signal?: AbortSignal): Promise<SignInAnswer> {
    let detail = ''
    for (let tries = 0; tries < WHOAMI_TRIES; tries += 1) {
      const answer = await get(userSchema, '/user', granted, signal)
      if (answer.kind === 'found') return { kind: 'proven', user: answer.value }
      detail = answer.kind === 'silent' ? answer.detail : `status ${answer.status}`
    }
    return { kind: 'lost', detail }
  }

  return {
    canSignIn: clientId !== undefined,

    async requestCode(signal): Promise<CodeAnswer> {
      const { status, data } = await post('/login/device/code', { client_id: clientId }, signal)
      const read = codeSchema.safeParse(data)
      if (status !== 200 || !read.success) return { kind: 'silent', detail: detailOf(status, data) }
      const { device_code, user_code, verification_uri, expires_in, interval } = read.data
      if (new URL(verification_uri).origin !== new URL(site).origin) {
        return { kind: 'silent', detail: 'the address for the code is on another host' }
      }
      return {
        kind: 'given',
        deviceCode: device_code,
        userCode: user_code,
        address: verification_uri,
        intervalSeconds: interval,
        seconds: expires_in,
      }
    },

    async askSignIn(deviceCode, signal): Promise<SignInAnswer> {
      const grant = 'urn:ietf:params:oauth:grant-type:device_code'
      const body = { client_id: clientId, device_code: deviceCode, grant_type: grant }
      const { status, data } = await post('/login/oauth/access_token', body, signal)
      const granted = tokenSchema.safeParse(data)
      if (status === 200 && granted.success) return whoami(granted.data.access_token, signal)
      const refused = refusalSchema.safeParse(data)
      if (!refused.success) return { kind: 'silent', detail: `status ${status}` }
      return meaningOf(refused.data)
    },

    getAccount: (id, signal) => get(datedSchema, `/user/${id}`, token, signal),

    async gistOwner(login, words, after, signal): Promise<Answer<User>> {
      const path = `/users/${encodeURIComponent(login)}/gists?per_page=20`
      const list = await get(z.array(gistSchema), path, token, signal)
      if (list.kind !== 'found') return list
      const young = list.value.filter((gist) => Date.parse(gist.created_at) > after.getTime()).slice(0, MOST_GISTS)
      for (const { id } of young) {
        const gist = await get(gistSchema, `/gists/${id}`, token, signal)
        if (gist.kind === 'silent') return gist
        if (gist.kind === 'missing') continue
        const { owner, created_at, files } = gist.value
        const says = Object.values(files).some((file) => file?.content?.includes(words))
        const isTheirs = owner?.login.toLowerCase() === login.toLowerCase() && Date.parse(created_at) > after.getTime()
        if (owner && says && isTheirs) return { kind: 'found', value: owner }
      }
      return { kind: 'missing', status: 200 }
    },
  }
}

function meaningOf({ error, interval }: z.infer<typeof refusalSchema>): SignInAnswer {
  switch (error) {
    case 'authorization_pending':
      return { kind: 'pending' }
    case 'slow_down':
      return { kind: 'slow_down', intervalSeconds: interval }
    case 'expired_token':
    case 'token_expired':
    case 'incorrect_device_code':
      return { kind: 'expired' }
    case 'access_denied':
      return { kind: 'denied' }
    default:
      return { kind: 'silent', detail: error.slice(0, 100) }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, 200)
  }
}

/** GitHub's word for what is wrong, never the whole answer: it may carry a code. */
function detailOf(status: number, data: unknown): string {
  const refused = refusalSchema.safeParse(data)
  return refused.success ? refused.data.error.slice(0, 100) : `status ${status}`
}
