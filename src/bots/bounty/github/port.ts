import { z } from 'zod'

const user = z.object({ id: z.number().int(), login: z.string(), type: z.string().optional() })

/**
 * The fields a verdict rests on, and no more. GitHub's published types are stricter than its answers: authors,
 * mergers and head repositories vanish, `draft` is younger than many pull requests.
 */
export const pullSchema = z.object({
  number: z.number().int(),
  state: z.string(),
  merged: z.boolean().nullish(),
  merged_at: z.iso.datetime({ offset: true }).nullable(),
  created_at: z.iso.datetime({ offset: true }),
  merge_commit_sha: z.string().nullish(),
  title: z.string().nullish(),
  additions: z.int().nonnegative().nullish(),
  deletions: z.int().nonnegative().nullish(),
  draft: z.boolean().nullish(),
  body: z.string().nullish(),
  user: user.nullable(),
  merged_by: user.nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({
    ref: z.string(),
    repo: z.object({ id: z.number().int(), full_name: z.string(), default_branch: z.string().nullish() }),
  }),
})
export type Pull = z.infer<typeof pullSchema>

export const userSchema = z.object({
  id: z.number().int(),
  login: z.string(),
  type: z.string(),
  /** Of the account. GitHub tells it where the account itself is asked for, not where it is an owner or author. */
  created_at: z.iso.datetime({ offset: true }).nullish(),
})
export type User = z.infer<typeof userSchema>

export const repositorySchema = z.object({
  id: z.number().int(),
  full_name: z.string(),
  default_branch: z.string().min(1),
  html_url: z.string(),
})
export type Repository = z.infer<typeof repositorySchema>

/** An issue that GitHub closes when the pull request is merged. */
export interface Closing {
  readonly number: number
  readonly repoId: number
}

export const commitsSchema = z.array(
  z.object({ sha: z.string(), commit: z.object({ message: z.string() }), author: user.nullish() }),
)
export type Commit = z.infer<typeof commitsSchema>[number]

/** The commits of a branch; `complete` is false when there were more than we read. */
export interface Commits {
  readonly commits: readonly Commit[]
  readonly complete: boolean
}

/** An answer that was kept: given back to GitHub, it says whether anything has changed since. */
export interface Kept {
  readonly etag: string
  readonly body: string
}

/**
 * What became of a question to GitHub. `missing` is "not found or private", never "wrong". `silent` covers all that
 * says nothing about the thing asked for: limits, failures, pages instead of data; `wait` is in milliseconds, when GitHub named it.
 * `kept` is what to keep of a found one. A limit is `vague` when GitHub did not say how long it lasts.
 */
export type Answer<T> =
  | { readonly kind: 'found'; readonly value: T; readonly kept?: Kept | undefined }
  | { readonly kind: 'missing'; readonly status: number }
  | Silent

export interface Silent {
  readonly kind: 'silent'
  readonly why: Silence
  readonly detail: string
  readonly wait: number | undefined
  readonly vague?: boolean
}

/** `queued` and `paused` are our own doing: GitHub was not asked. */
export type Silence =
  | 'queued'
  | 'paused'
  | 'limited'
  | 'unauthorized'
  | 'forbidden'
  | 'failed'
  | 'unreadable'
  | 'elsewhere'
  | 'unreachable'

/** All that the bot asks of GitHub. Answers never throw for what GitHub or the network does. */
export interface GithubPort {
  /** Names the token without telling it: limits and kept answers belong to it. */
  readonly tokenId: string
  getPull(owner: string, repo: string, number: number, signal?: AbortSignal, kept?: Kept): Promise<Answer<Pull>>
  /** The issues that the pull request closes; null when GitHub tells nobody without a token. */
  closingIssues(owner: string, repo: string, number: number, signal?: AbortSignal): Promise<Answer<Closing[] | null>>
  /** Commits of the branch that are younger, newest first; of one author, if named. */
  commitsSince(search: CommitSearch, signal?: AbortSignal): Promise<Answer<Commits>>
  readonly comments: CommentsPort
  getUser(login: string, signal?: AbortSignal): Promise<Answer<User>>
  getRepository(owner: string, repo: string, signal?: AbortSignal): Promise<Answer<Repository>>
}

/** Where a comment is looked for. */
export interface CommentSearch {
  readonly owner: string
  readonly repo: string
  readonly number: number
  /** It holds these words, was written by our token's own account, and not before this. */
  readonly words: string
  readonly since: Date
}

export const commentSchema = z.object({ id: z.int(), body: z.string().nullish(), user: user.nullish() })
export type Comment = z.infer<typeof commentSchema>

/**
 * What became of a comment. `refused`: GitHub does not let us. `later`: it was not written, and may be tried again.
 * `doubt`: it may have been written.
 */
export type Commented =
  | { readonly kind: 'written'; readonly id: number }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'later'; readonly answer: Silent }
  | { readonly kind: 'doubt'; readonly why: string }

export interface CommentsPort {
  /** Our comment with these words; null when there is none. It asks twice or more. */
  find(search: CommentSearch, signal?: AbortSignal): Promise<Answer<Comment | null>>
  /** Sent once and never repeated. */
  write(owner: string, repo: string, number: number, body: string, signal?: AbortSignal): Promise<Commented>
}

export interface CommitSearch {
  readonly owner: string
  readonly repo: string
  readonly branch: string
  readonly since: Date
  readonly author?: string
}
