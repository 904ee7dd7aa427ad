import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { hours, minutes, seconds } from '#platform/bot.ts'
import { parseLogin } from './login.ts'
import { githubOver } from './octokit.ts'

const NOW = new Date('2026-03-02T09:00:00Z')
const clock = { now: () => NOW, monotonic: () => 0, sleep: async () => undefined }

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const PULL = {
  number: 7,
  state: 'closed',
  merged: true,
  merged_at: '2017-03-25T16:52:49Z',
  created_at: '2017-03-20T21:00:37Z',
  user: { login: 'allevin', id: 13543471, type: 'User' },
  merged_by: { login: 'jzelinskie', id: 343539 },
  head: { sha: 'b6b127', repo: null },
  base: { ref: 'master', repo: { id: 3544490, full_name: 'PyGithub/PyGithub' } },
}

test('a question says who asks, in which version, with the token, on the path of the API', async () => {
  const asked: IncomingMessage[] = []
  const github = await over((request, response) => {
    asked.push(request)
    json(response, 200, PULL)
  })
  expect(await github.getPull('PyGithub', 'PyGithub', 7)).toMatchObject({ kind: 'found', value: { number: 7 } })
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /github/repos/PyGithub/PyGithub/pulls/7'])
  expect(asked[0]?.headers).toMatchObject({
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    authorization: 'token sesame',
  })
  expect(asked[0]?.headers['user-agent']).toContain('posthouse')
})

test('what cannot be part of a path is encoded, not obeyed', async () => {
  const asked: string[] = []
  const github = await over((request, response) => {
    asked.push(request.url ?? '')
    json(response, 404, {})
  })
  await github.getUser('../../admin?x=1#y')
  expect(asked).toEqual(['/github/users/..%2F..%2Fadmin%3Fx%3D1%23y'])
})

test.each([
  [404, 'missing'],
  [410, 'missing'],
  [451, 'missing'],
  [401, 'unauthorized'],
  [500, 'failed'],
  [502, 'failed'],
  [503, 'failed'],
  [422, 'failed'],
  [204, 'failed'],
])('status %i is %s', async (status, outcome) => {
  const github = await over((_, response) => json(response, status, { message: 'no' }))
  const answer = await github.getPull('o', 'r', 7)
  expect(answer.kind === 'silent' ? answer.why : answer.kind).toBe(outcome)
})

const reset = (ms: number) => String((NOW.getTime() + ms) / 1000)
test.each<[string, number, Record<string, string>, string, string, number]>([
  ['retry-after', 403, { 'retry-after': '90' }, 'abuse detection', 'limited', seconds(90)],
  [
    'retry-after before the reset',
    429,
    { 'retry-after': '5', 'x-ratelimit-remaining': '0' },
    '',
    'limited',
    seconds(5),
  ],
  ['a reset', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(600_000) }, '', 'limited', seconds(602)],
  [
    'a reset in the past',
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(-5_000) },
    '',
    'limited',
    seconds(2),
  ],
  ['no reset at all', 403, { 'x-ratelimit-remaining': '0' }, 'API Rate Limit Exceeded', 'limited', minutes(1)],
  [
    'a reset that is nonsense',
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' },
    '',
    'limited',
    minutes(1),
  ],
  ['a wait of years', 429, { 'retry-after': '999999999' }, '', 'limited', hours(6)],
  ['a secondary limit', 403, {}, 'You have exceeded a secondary rate limit.', 'limited', minutes(1)],
  ['the older word for it', 403, {}, 'You have triggered an abuse detection mechanism.', 'limited', minutes(1)],
  ['429 and nothing else', 429, {}, '', 'limited', minutes(1)],
  ['a real refusal', 403, {}, 'Resource not accessible by personal access token', 'forbidden', hours(1)],
])('%s (%i) is never "access denied" before it was read', async (_, status, headers, message, why, wait) => {
  const github = await over((_, response) => json(response, status, { message }, headers))
  expect(await github.getPull('o', 'r', 7)).toMatchObject({ kind: 'silent', why, wait })
})

test.each([
  ['a page instead of data', '<html>Unicorn!</html>', 'text/html'],
  ['a page that calls itself JSON', '<html>', 'application/json'],
  ['half an answer', '{"number":7', 'application/json'],
  ['an answer about nothing', '{}', 'application/json'],
  ['a list', '[]', 'application/json'],
  ['nothing', '', 'application/json'],
  ['types that lie', JSON.stringify({ ...PULL, number: '7' }), 'application/json'],
  ['no base repository', JSON.stringify({ ...PULL, base: { ref: 'main', repo: null } }), 'application/json'],
  ['a date that is none', JSON.stringify({ ...PULL, created_at: 'yesterday' }), 'application/json'],
])('%s with status 200 proves nothing', async (_, body, type) => {
  const github = await over((_, response) => response.writeHead(200, { 'content-type': type }).end(body))
  expect(await github.getPull('o', 'r', 7)).toMatchObject({ kind: 'silent', why: 'unreadable' })
})

test('a ghost, no merger and no draft field are ordinary answers', async () => {
  const github = await over((_, response) => json(response, 200, { ...PULL, user: null, merged_by: null }))
  expect(await github.getPull('o', 'r', 7)).toMatchObject({ kind: 'found', value: { user: null, merged_by: null } })
})

test.each([301, 302, 307, 308])('a %i to the same API is followed: repositories are renamed', async (status) => {
  const github = await over((request, response) => {
    if (request.url === '/github/repositories/3544490/pulls/7') return json(response, 200, PULL)
    response.writeHead(status, { location: `http://${request.headers.host}/github/repositories/3544490/pulls/7` }).end()
  })
  expect(await github.getPull('jacquev6', 'PyGithub', 7)).toMatchObject({ kind: 'found' })
})

test('a redirect to anywhere else is not followed, and the token stays here', async () => {
  let stolen = 0
  const thief = await serve((_, response) => {
    stolen += 1
    json(response, 200, PULL)
  })
  const targets = [
    `${thief}/github/x`,
    '/outside/the/api',
    '//evil.example/github/x',
    'javascript:1',
    '',
    '/github/../admin',
  ]
  for (const location of targets) {
    const github = await over((_, response) => response.writeHead(301, location ? { location } : {}).end())
    expect(await github.getPull('o', 'r', 7), location).toMatchObject({ kind: 'silent', why: 'elsewhere' })
  }
  expect(stolen).toBe(0)
})

test('a circle of redirects ends', async () => {
  let asked = 0
  const github = await over((_, response) => {
    asked += 1
    response.writeHead(301, { location: '/github/round' }).end()
  })
  expect(await github.getPull('o', 'r', 7)).toMatchObject({ kind: 'silent', why: 'elsewhere' })
  expect(asked).toBe(4)
})

test('a server that is silent, cuts the line or is not there was not reached', async () => {
  const slow = await over(() => undefined, 60)
  expect(await slow.getPull('o', 'r', 7)).toMatchObject({ kind: 'silent', why: 'unreachable' })
  const rude = await over((request) => request.socket.destroy())
  expect(await rude.getPull('o', 'r', 7)).toMatchObject({ kind: 'silent', why: 'unreachable' })
  const gone = githubOver({ url: 'http://127.0.0.1:1', token: undefined, clock })
  expect(await gone.getPull('o', 'r', 7)).toMatchObject({ kind: 'silent', why: 'unreachable' })
})

test('logins are read from what people paste', () => {
  expect(['octocat', '@octocat', 'https://github.com/octocat/', 'github.com/octocat'].map(parseLogin)).toEqual(
    Array(4).fill('octocat'),
  )
  expect(['', '-x', 'a b', 'a/b', 'x'.repeat(40), 'dependabot[bot]', 'окто', '../x', 'a%2fb'].map(parseLogin)).toEqual(
    Array(9).fill(undefined),
  )
})

function json(response: Parameters<RequestListener>[1], status: number, body: unknown, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(status === 204 ? undefined : JSON.stringify(body))
}

async function over(answer: RequestListener, timeout = 5_000) {
  return githubOver({ url: `${await serve(answer)}/github`, token: 'sesame', clock, timeout })
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
