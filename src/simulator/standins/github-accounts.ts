import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import { USERS } from './recordings.ts'
import { shapes } from './shapes.ts'

interface Device {
  deviceCode: string
  userCode: string
  interval: number
  asked: number
  until: number
  state: 'pending' | 'denied' | 'used' | { login: string }
}

interface Gist {
  id: string
  login: string
  content: string
  created_at: string
}

const NOT_FOUND = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'

/** A token that may write comments, from the start. */
export const WRITER_TOKEN = 'simulated-github-token'

/** Signing in to GitHub with a code, and people's gists: what proves whose account it is. */
export function createGithubAccounts({
  clock,
  url,
  joinedAt,
}: {
  clock: Clock
  url: () => string
  joinedAt: (login: string) => string
}) {
  const devices: Device[] = []
  const gists: Gist[] = []
  const tokens = new Map<string, string>([[WRITER_TOKEN, 'simulated-writer']])
  const polls: { at: string; answer: string }[] = []
  const now = () => clock.now().getTime()
  const build = () => shapes(`${url()}/github`)
  const userCalled = (login: string) => USERS.find((user) => user.login.toLowerCase() === login.toLowerCase())
  const deviceFor = (userCode: string) => devices.find((one) => one.userCode === userCode && one.until > now())

  function begin(request: FastifyRequest, reply: FastifyReply) {
    if (!textIn(request.body, 'client_id')) return reply.code(404).send(NOT_FOUND)
    const device: Device = {
      deviceCode: randomBytes(20).toString('hex'),
      userCode: `${word(4)}-${word(4)}`,
      interval: 5,
      asked: now(),
      until: now() + 900_000,
      state: 'pending',
    }
    devices.push(device)
    return reply.send({
      device_code: device.deviceCode,
      user_code: device.userCode,
      verification_uri: `${url()}/github-web/login/device`,
      expires_in: 900,
      interval: device.interval,
    })
  }

  function poll(request: FastifyRequest, reply: FastifyReply) {
    const device = devices.find(({ deviceCode }) => deviceCode === textIn(request.body, 'device_code'))
    const answer = device ? answerFor(device) : { error: 'incorrect_device_code' }
    polls.push({ at: clock.now().toISOString(), answer: 'error' in answer ? String(answer.error) : 'token' })
    return reply.send(answer)
  }

  function answerFor(device: Device): Record<string, unknown> {
    const tooSoon = now() < device.asked + device.interval * 1000
    device.asked = now()
    if (now() >= device.until || device.state === 'used') return { error: 'expired_token' }
    if (tooSoon) {
      device.interval += 5
      return { error: 'slow_down', interval: device.interval }
    }
    if (device.state === 'denied') return { error: 'access_denied' }
    if (device.state === 'pending') return { error: 'authorization_pending' }
    const token = `gho_${randomBytes(18).toString('hex')}`
    tokens.set(token, device.state.login)
    device.state = 'used'
    return { access_token: token, token_type: 'bearer', scope: '' }
  }

  const loginOf = (authorization: string) => tokens.get(authorization.replace(/^(bearer|token) /i, ''))

  function whoami(request: FastifyRequest, reply: FastifyReply) {
    const login = loginOf(request.headers.authorization ?? '')
    const user = login === undefined ? undefined : userCalled(login)
    return user
      ? reply.send({ ...build().user(user), created_at: joinedAt(user.login) })
      : reply.code(401).send({ message: 'Bad credentials', status: '401' })
  }

  const gistBody = ({ id, login, content, created_at }: Gist, full: boolean) => {
    const owner = userCalled(login)
    const file = { filename: 'proof.txt', type: 'text/plain', size: content.length }
    return {
      id,
      public: true,
      created_at,
      updated_at: created_at,
      description: '',
      owner: owner ? build().user(owner) : null,
      files: { 'proof.txt': full ? { ...file, truncated: false, content } : file },
    }
  }

  function page(request: FastifyRequest, reply: FastifyReply) {
    const { code = '', login = '' } = request.query as { code?: string; login?: string }
    const done = code !== '' && login !== '' && authorize(code.trim().toUpperCase(), login.trim())
    const options = USERS.filter(({ type }) => type === 'User').map((user) => `<option>${user.login}</option>`)
    return reply.type('text/html').send(
      `<!doctype html><meta charset="utf-8"><title>Simulated GitHub</title><h1>Simulated GitHub: device sign-in</h1>
<p>${done ? 'Done. Go back to the chat.' : 'Enter the code from the chat and say who you are.'}</p>
<form><input name="code" placeholder="XXXX-XXXX"> <select name="login">${options.join('')}</select> <button>Authorise</button></form>`,
    )
  }

  function authorize(userCode: string, login: string): boolean {
    const [device, user] = [deviceFor(userCode), userCalled(login)]
    if (!device || !user || device.state !== 'pending') return false
    device.state = { login: user.login }
    return true
  }

  return {
    loginOf,
    /** The person enters the code and says yes, signed in as this login; false when the code is not known or too old. */
    authorize,
    /** The person says no. */
    deny(userCode: string): boolean {
      const device = deviceFor(userCode)
      if (device) device.state = 'denied'
      return device !== undefined
    },
    /** The server wants longer pauses from now on, whoever asked too often. */
    slowDown(userCode: string) {
      const device = deviceFor(userCode)
      if (device) device.asked = now() + 3_600_000
    },
    gist(login: string, content: string, created = clock.now()): string {
      const id = randomBytes(10).toString('hex')
      gists.unshift({ id, login, content, created_at: created.toISOString().replace(/\.\d+Z$/, 'Z') })
      return id
    },
    get polls(): readonly { at: string; answer: string }[] {
      return polls
    },
    /** What must never be seen anywhere: codes and tokens given out so far. */
    get secrets(): readonly string[] {
      return [...devices.map(({ deviceCode }) => deviceCode), ...tokens.keys()]
    },
    async routes(app: FastifyInstance) {
      app.post('/github-web/login/device/code', begin)
      app.post('/github-web/login/oauth/access_token', poll)
      app.get('/github-web/login/device', page)
      app.get('/github/user', whoami)
      app.get('/github/users/:login/gists', (request, reply) => {
        const { login } = request.params as { login: string }
        if (!userCalled(login)) return reply.code(404).send(NOT_FOUND)
        return reply.send(gists.filter((one) => one.login === login).map((one) => gistBody(one, false)))
      })
      app.get('/github/gists/:id', (request, reply) => {
        const found = gists.find(({ id }) => id === (request.params as { id: string }).id)
        return found ? reply.send(gistBody(found, true)) : reply.code(404).send(NOT_FOUND)
      })
    },
  }
}

export type GithubAccountsStandIn = ReturnType<typeof createGithubAccounts>

const word = (length: number) => Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('')

const textIn = (body: unknown, name: string): string => {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : ''
}
