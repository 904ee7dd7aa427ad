import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock.ts'
import type { PullFact } from './facts.ts'
import { PULLS, RENAMED, REPOS, USERS } from './recordings.ts'
import { shapes } from './shapes.ts'

/** A raw recorded answer, served as it is but for its host. */
export interface Recording {
  method: string
  path: string
  status: number
  headers: Record<string, string> | [string, string][]
  body: unknown
}

export interface NextAnswer {
  /** Without it: whatever is asked next. */
  path?: string
  method?: string
  /** The request takes effect all the same; only its answer is lost. */
  isDone?: boolean
  times?: number
  status: number
  headers?: Record<string, string>
  body?: unknown
}

/** A commit that a story puts onto a branch. */
export interface CommitFact {
  repo: string
  branch: string
  sha: string
  message: string
  author?: string
  /** Now, when left out. */
  at?: string
}

export interface GithubRequest {
  at: string
  method: string
  path: string
  status: number
}

/** A comment at an issue or a pull request. */
export interface CommentFact {
  id: number
  repo: string
  number: number
  author: string
  body: string
  created_at: string
}

export interface GithubState {
  /** Missing in worlds that were saved before there were any. */
  comments?: CommentFact[]
  /** When a pull request's dates were moved to, by "owner/repo#number". */
  moved: Record<string, string>
  merged: Record<string, string>
  requests: GithubRequest[]
}

export interface PullRow {
  full_name: string
  number: number
  title: string
  author: string
  state: 'open' | 'closed'
  merged: boolean
  draft: boolean
  html_url: string
  invented: boolean
}

interface Planned {
  path: string | undefined
  method: string | undefined
  isDone: boolean
  left: number
  answer: Omit<NextAnswer, 'path' | 'times' | 'method' | 'isDone'> | 'hang'
}

interface Answered {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export const GITHUB_NOTE =
  'A stand-in for api.github.com: facts about real pull requests, a few rows invented. Nothing is asked of GitHub.'
const NOT_FOUND = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }
/** When everybody joined GitHub, unless a story says otherwise. */
const LONG_AGO = '2012-01-01T00:00:00Z'
const DATES = ['created_at', 'updated_at', 'closed_at', 'merged_at'] as const

/** A small api.github.com for reading pull requests, users and repositories, and for comments. */
export function createGithub(options: {
  clock: Clock
  dates: 'recorded' | 'fresh'
  url: () => string
  /** The login of whoever has this token. */
  tokenOf?: (authorization: string) => string | undefined
  changed: () => void
  saved: GithubState | undefined
}) {
  const state: GithubState = options.saved ?? { moved: {}, merged: {}, requests: [] }
  const served: Recording[] = []
  const planned: Planned[] = []
  const commits: Required<CommitFact>[] = []
  const closing = new Map<string, { number: number; repoId: number }[]>()
  const joined = new Map<string, string>()
  const joinedAt = (login: string) => joined.get(login.toLowerCase()) ?? LONG_AGO
  const comments = state.comments ?? []
  state.comments = comments
  const api = () => `${options.url()}/github`
  const iso = () =>
    options.clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z')
  const simulated = options.dates === 'fresh' ? 'recorded facts, dates moved to now' : 'recorded facts'

  /** A pull request as it is now: merged by hand perhaps, its dates moved perhaps. */
  function current(fact: PullFact): PullFact {
    const key = `${fact.repo}#${fact.number}`
    const at = state.moved[key]
    const moved: PullFact = at
      ? { ...fact, ...Object.fromEntries(DATES.filter((d) => fact[d]).map((d) => [d, at])) }
      : fact
    const merge = state.merged[key]
    if (!merge || !fact.maintainer) return moved
    return {
      ...moved,
      state: 'closed',
      draft: false,
      mergedBy: fact.maintainer,
      merged_at: merge,
      closed_at: merge,
      updated_at: merge,
    }
  }

  function asked(fact: PullFact): PullFact {
    const key = `${fact.repo}#${fact.number}`
    if (options.dates === 'fresh' && !state.moved[key]) {
      state.moved[key] = iso()
      options.changed()
    }
    return current(fact)
  }

  function branchOf(repo: string, query: URLSearchParams): Answered {
    const [per, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)]
    const found = commits
      .filter((commit) => commit.repo === repo && commit.branch === query.get('sha'))
      .filter(({ at, author }) => at >= (query.get('since') ?? '') && [null, author].includes(query.get('author')))
      .sort((a, b) => b.at.localeCompare(a.at))
      .slice((page - 1) * per, page * per)
    const build = shapes(api())
    const body = found.map(({ sha, message, author, at }) => {
      const user = USERS.find(({ login }) => login === author)
      return { sha, commit: { message, committer: { date: at } }, author: user ? build.user(user) : null }
    })
    return { status: 200, body }
  }

  /** The one question of GraphQL that is asked here: which issues does a pull request close? */
  function graphql({ headers, body }: FastifyRequest): Answered {
    if (!headers.authorization)
      return { status: 401, body: { message: 'This endpoint requires you to be authenticated.' } }
    const { owner, repo, number } = (body as { variables?: Record<string, unknown> } | null)?.variables ?? {}
    const name = `${owner}/${repo}`
    if (!PULLS.some((pull) => pull.repo === name && pull.number === number)) {
      const missing = { type: 'NOT_FOUND', message: `Could not resolve to a PullRequest with the number of ${number}.` }
      return { status: 200, body: { data: { repository: null }, errors: [missing] } }
    }
    const issues = closing.get(`${name}#${number}`) ?? []
    const nodes = issues.map((issue) => ({ number: issue.number, repository: { databaseId: issue.repoId } }))
    return { status: 200, body: { data: { repository: { pullRequest: { closingIssuesReferences: { nodes } } } } } }
  }

  const commentBody = ({ id, repo, number, author, body, created_at }: CommentFact) => {
    const user = USERS.find(({ login }) => login === author)
    return {
      id,
      body,
      created_at,
      updated_at: created_at,
      html_url: `https://github.com/${repo}/pull/${number}#issuecomment-${id}`,
      user: user ? shapes(api()).user(user) : null,
    }
  }

  /** Comments of an issue or a pull request, oldest first. */
  function commentsOf(repo: string, number: number, query: URLSearchParams): Answered {
    const [per, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)]
    const found = comments
      .filter((one) => one.repo === repo && one.number === number && one.created_at >= (query.get('since') ?? ''))
      .slice((page - 1) * per, page * per)
    return { status: 200, body: found.map(commentBody) }
  }

  function addComment(repo: string, number: number, { headers, body }: FastifyRequest): Answered {
    const author = options.tokenOf?.(headers.authorization ?? '')
    if (author === undefined) return { status: 401, body: { message: 'Bad credentials', status: '401' } }
    const { body: text } = (body ?? {}) as { body?: unknown }
    if (typeof text !== 'string' || text === '') return { status: 422, body: { message: 'Validation Failed' } }
    const added = { id: 7_000_001 + comments.length, repo, number, author, body: text, created_at: iso() }
    comments.push(added)
    options.changed()
    return { status: 201, body: commentBody(added) }
  }

  /** Whatever is asked for that changes something. */
  function change(path: string, request: FastifyRequest): Answered {
    const [, name, number] = /^\/repos\/([\w.-]+\/[\w.-]+)\/issues\/(\d+)\/comments$/.exec(path) ?? []
    const pull = PULLS.find((one) => one.repo.toLowerCase() === name?.toLowerCase() && one.number === Number(number))
    const isComment = request.method === 'POST' && pull !== undefined
    return isComment ? addComment(pull.repo, pull.number, request) : { status: 404, body: NOT_FOUND }
  }

  function answer(path: string, query = new URLSearchParams()): Answered {
    const build = shapes(api())
    const found = (body: unknown): Answered => (body ? { status: 200, body } : { status: 404, body: NOT_FOUND })
    const repo = /^\/repos\/([\w.-]+\/[\w.-]+)(\/.*)?$/.exec(path)
    if (repo) {
      const id = RENAMED[repo[1] ?? '']
      const to = `${api()}/repositories/${id}${repo[2] ?? ''}`
      if (id) return { status: 301, headers: { location: to }, body: { message: 'Moved Permanently', url: to } }
    }
    const byName = REPOS.find((r) => r.full_name.toLowerCase() === repo?.[1]?.toLowerCase())
    const byId = /^\/repositories\/(\d+)(\/.*)?$/.exec(path)
    const repository = byName ?? REPOS.find((r) => String(r.id) === byId?.[1])
    if (repository) {
      const rest = (byName ? repo?.[2] : byId?.[2]) ?? ''
      if (rest === '') return found(build.repository(repository))
      const issue = /^\/issues\/(\d+)\/comments$/.exec(rest)?.[1]
      if (issue) return commentsOf(repository.full_name, Number(issue), query)
      if (rest === '/commits') return branchOf(repository.full_name, query)
      const number = /^\/pulls\/(\d+)$/.exec(rest)?.[1]
      const fact = PULLS.find((p) => p.repo === repository.full_name && String(p.number) === number)
      return found(fact && build.pull(asked(fact)))
    }
    const login = /^\/users\/([\w.-]+(?:\[bot\])?)$/.exec(path)?.[1]
    const id = /^\/user\/(\d+)$/.exec(path)?.[1]
    const user = USERS.find((u) => u.login.toLowerCase() === login?.toLowerCase() || String(u.id) === id)
    return found(user && { ...build.user(user), name: null, created_at: joinedAt(user.login), public_repos: 1 })
  }

  function recorded(method: string, path: string): Answered | undefined {
    const found = served.find((r) => r.method === method && r.path === path)
    if (!found) return undefined
    const here = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('https://api.github.com', api())) as T
    const pairs = Array.isArray(found.headers) ? found.headers : Object.entries(found.headers)
    const headers = Object.fromEntries(here(pairs).filter(([name]) => !UNSENT.includes(name.toLowerCase())))
    return { status: found.status, headers, body: here(found.body) }
  }

  async function handle(request: FastifyRequest, reply: FastifyReply) {
    const [path = '', query] = (request.raw.url ?? '').slice('/github'.length).split('?')
    const safe = readable(path)
    const isMeant = (given: string | undefined, wanted: string) => given === undefined || given === wanted
    const plan = planned.find((p) => isMeant(p.path, path) && isMeant(p.method, request.method))
    if (plan && --plan.left <= 0) planned.splice(planned.indexOf(plan), 1)
    if (plan?.isDone && safe !== null) change(safe, request)
    if (plan?.answer === 'hang') {
      log(request.method, path, 0)
      return reply.hijack()
    }
    const given: Answered =
      plan !== undefined
        ? { ...plan.answer, body: plan.answer.body ?? '' }
        : request.method === 'POST' && path === '/graphql'
          ? graphql(request)
          : safe === null
            ? { status: 404, body: NOT_FOUND }
            : request.method !== 'GET'
              ? change(safe, request)
              : (recorded('GET', safe) ?? answer(safe, new URLSearchParams(query)))
    return send(request, reply, path, given)
  }

  function send(request: FastifyRequest, reply: FastifyReply, path: string, given: Answered) {
    const body = typeof given.body === 'string' ? given.body : JSON.stringify(given.body)
    const etag = `W/"${createHash('sha256').update(body).digest('hex')}"`
    const isHtml = typeof given.body === 'string' && given.body.trimStart().startsWith('<')
    void reply.headers({
      'content-type': isHtml ? 'text/html' : 'application/json; charset=utf-8',
      ...(given.headers ? {} : limits()),
      'x-simulated': simulated,
      ...(given.status === 200 ? { etag } : {}),
      ...given.headers,
    })
    const known = given.status === 200 && request.headers['if-none-match'] === reply.getHeader('etag')
    log(request.method, path, known ? 304 : given.status)
    return known ? reply.code(304).send() : reply.code(given.status).send(body)
  }

  /** What every ordinary answer carries; one that brings its own headers is sent with those alone. */
  const limits = () => ({
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(5000 - (state.requests.length % 5000)),
    'x-ratelimit-reset': String(Math.floor(options.clock.now().getTime() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
  })

  function log(method: string, path: string, status: number) {
    state.requests.push({ at: options.clock.now().toISOString(), method, path, status })
    if (state.requests.length > 5000) state.requests.splice(0, 1000)
    options.changed()
  }

  return {
    /** Serves raw recorded answers, before the facts. */
    serve: (recordings: Recording[]) => void served.unshift(...recordings),
    answerNext: ({ path, method, isDone = false, times = 1, ...answer }: NextAnswer) =>
      void planned.push({ path, method, isDone, left: times, answer }),
    /** Answers from here on as it would by itself. */
    forgetPlans: () => void planned.splice(0),
    hangNext: ({ path, times = 1 }: { path?: string; times?: number } = {}) =>
      void planned.push({ path, method: undefined, isDone: false, left: times, answer: 'hang' }),
    /** Everything that was asked, oldest first. */
    get requests(): readonly GithubRequest[] {
      return state.requests
    },
    /** Merges an open pull request as its maintainer would; false when there is none to merge. */
    merge(full_name: string, number: number): boolean {
      const fact = PULLS.find((p) => p.repo.toLowerCase() === full_name.toLowerCase() && p.number === number)
      if (!fact?.maintainer || fact.state !== 'open' || state.merged[`${fact.repo}#${number}`]) return false
      state.merged[`${fact.repo}#${number}`] = iso()
      options.changed()
      return true
    },
    /** All comments, oldest first. */
    get comments(): readonly CommentFact[] {
      return comments
    },
    /** Somebody writes a comment. */
    comment: (fact: Omit<CommentFact, 'id' | 'created_at'>) => {
      comments.push({ ...fact, id: 7_000_001 + comments.length, created_at: iso() })
      options.changed()
    },
    /** Puts a commit onto a branch. */
    commit: (fact: CommitFact) => void commits.push({ author: '', at: iso(), ...fact }),
    /** Lets an account be as young as the story needs. */
    joins: (login: string, at: Date) => void joined.set(login.toLowerCase(), at.toISOString().replace(/\.\d+Z$/, 'Z')),
    joinedAt,
    /** Has GitHub say that a pull request closes these issues. */
    closes: (full_name: string, number: number, issues: { number: number; repoId: number }[]) =>
      void closing.set(`${full_name}#${number}`, issues),
    pulls: (): PullRow[] =>
      PULLS.map(current).map((p) => ({
        full_name: p.repo,
        number: p.number,
        title: p.title,
        author: p.author,
        state: p.state,
        merged: p.merged_at !== undefined,
        draft: p.draft ?? false,
        html_url: `https://github.com/${p.repo}/pull/${p.number}`,
        invented: p.invented ?? false,
      })),
    async routes(app: FastifyInstance) {
      app.all('/github/*', handle)
    },
    save: () => state,
  }
}

export type GithubStandIn = ReturnType<typeof createGithub>

const UNSENT = ['content-length', 'transfer-encoding', 'content-encoding', 'connection']

/** The decoded path, or null when it hides a slash or climbs: such a path must match nothing. */
function readable(path: string): string | null {
  if (/%2f|%5c|\\|\/\.{1,2}(\/|$)|%2e/i.test(path)) return null
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
