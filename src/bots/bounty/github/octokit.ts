import { createHash } from 'node:crypto'
import { Octokit } from '@octokit/core'
import type { ZodType } from 'zod'
import { type Clock, messageOf, seconds } from '#platform/bot.ts'
import { commentsOver } from './comments.ts'
import { closingIn, closingQuery, graphqlAddress } from './graphql.ts'
import { answerOf, type Reply } from './outcome.ts'
import {
  type Answer,
  type Commit,
  type CommitSearch,
  type Commits,
  commitsSchema,
  type GithubPort,
  type Kept,
  pullSchema,
  repositorySchema,
  userSchema,
} from './port.ts'

export interface GithubOptions {
  /** `https://api.github.com`, or another server with the same paths below this address. */
  readonly url: string
  readonly token: string | undefined
  readonly clock: Clock
  /** Milliseconds for one request; 10 s when left out. */
  readonly timeout?: number
}

const PER_PAGE = 100
const MOST_PAGES = 5
const MOST_REDIRECTS = 3
const REDIRECTS = [301, 302, 307, 308]
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** GitHub over Octokit, without its retries: jobs decide when to ask again. */
export function githubOver({ url, token, clock, timeout = seconds(10) }: GithubOptions): GithubPort {
  const base = new URL(url)
  const octokit = new Octokit({
    baseUrl: url.replace(/\/+$/, ''),
    userAgent: 'posthouse',
    log: quiet,
    ...(token ? { auth: token } : {}),
  })

  async function ask<T>(
    schema: ZodType<T>,
    path: string,
    values: object,
    signal?: AbortSignal,
    kept?: Kept,
  ): Promise<Answer<T>> {
    let reply = await request(`GET ${path}`, values, signal, kept)
    for (let hops = 0; 'status' in reply && REDIRECTS.includes(reply.status); hops += 1) {
      const next = sameApi(base, reply.headers.location)
      if (!next || hops === MOST_REDIRECTS) return silentElsewhere(reply.headers.location)
      reply = await request(`GET ${next}`, {}, signal, kept)
    }
    return answerOf(reply, schema, clock.now(), kept)
  }

  async function request(route: string, values: object, signal?: AbortSignal, kept?: Kept): Promise<Reply> {
    const limits = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]
    try {
      const { status, headers, data } = await octokit.request(route, {
        ...values,
        headers: {
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
          ...(kept ? { 'if-none-match': kept.etag } : {}),
        },
        request: { redirect: 'manual', signal: AbortSignal.any(limits), log: quiet },
      })
      return { status, headers: headers as Reply['headers'], data }
    } catch (error) {
      return replyIn(error) ?? { status: 0, headers: {}, data: messageOf(error) }
    }
  }

  async function closingIssues(owner: string, repo: string, number: number, signal?: AbortSignal) {
    if (!token) return { kind: 'found', value: null } as const
    const reply = await request(`POST ${graphqlAddress(base)}`, closingQuery(owner, repo, number), signal)
    return closingIn(reply, clock.now())
  }

  async function commitsSince({ since, ...search }: CommitSearch, signal?: AbortSignal): Promise<Answer<Commits>> {
    const { owner, repo, branch: sha, author } = search
    const values = { owner, repo, sha, since: since.toISOString(), per_page: PER_PAGE, ...(author ? { author } : {}) }
    const commits: Commit[] = []
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await ask(commitsSchema, '/repos/{owner}/{repo}/commits', { ...values, page }, signal)
      if (answer.kind !== 'found') return answer
      commits.push(...answer.value)
      if (answer.value.length < PER_PAGE) return { kind: 'found', value: { commits, complete: true } }
    }
    return { kind: 'found', value: { commits, complete: false } }
  }

  return {
    tokenId: token ? createHash('sha256').update(`github ${token}`).digest('hex').slice(0, 16) : 'none',
    closingIssues,
    commitsSince,
    comments: commentsOver({ ask, request, now: () => clock.now() }),
    getPull: (owner, repo, number, signal, kept) =>
      ask(pullSchema, '/repos/{owner}/{repo}/pulls/{number}', { owner, repo, number }, signal, kept),
    getUser: (login, signal) => ask(userSchema, '/users/{login}', { login }, signal),
    getRepository: (owner, repo, signal) => ask(repositorySchema, '/repos/{owner}/{repo}', { owner, repo }, signal),
  }
}

/** Octokit throws for every status from 400 on, with the answer inside; without an answer it was the network. */
function replyIn(error: unknown): Reply | undefined {
  const response = (error as { response?: Reply }).response
  return response && typeof response.status === 'number' ? response : undefined
}

/** The address of a redirect, if it stays below the API's own: the token goes nowhere else. */
function sameApi(base: URL, location: string | undefined): string | undefined {
  if (!location || !URL.canParse(location, base.href)) return undefined
  const next = new URL(location, base)
  const below = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`
  const stays = next.origin === base.origin && next.pathname.startsWith(below) && !next.username
  return stays && !/[{}]/.test(next.href) ? next.href : undefined
}

const silentElsewhere = (location: string | undefined) =>
  ({ kind: 'silent', why: 'elsewhere', detail: `redirected to ${location ?? 'nowhere'}`, wait: undefined }) as const
