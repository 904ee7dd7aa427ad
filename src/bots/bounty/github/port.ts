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
  draft: z.boolean().nullish(),
  body: z.string().nullish(),
  user: user.nullable(),
  merged_by: user.nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({
    ref: z.string(),
    repo: z.object({ id: z.number().int(), full_name: z.string() }),
  }),
})
export type Pull = z.infer<typeof pullSchema>

export const userSchema = z.object({ id: z.number().int(), login: z.string(), type: z.string() })
export type User = z.infer<typeof userSchema>

export const repositorySchema = z.object({
  id: z.number().int(),
  full_name: z.string(),
  default_branch: z.string().min(1),
  html_url: z.string(),
})
export type Repository = z.infer<typeof repositorySchema>

/**
 * What became of a question to GitHub. `missing` is "not found or private", never "wrong". `silent` covers all that
 * says nothing about the thing asked for: limits, failures, pages instead of data; `wait` is in milliseconds, when GitHub named it.
 */
export type Answer<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'missing'; readonly status: number }
  | { readonly kind: 'silent'; readonly why: Silence; readonly detail: string; readonly wait: number | undefined }

export type Silence = 'limited' | 'unauthorized' | 'forbidden' | 'failed' | 'unreadable' | 'elsewhere' | 'unreachable'

/** All that the bot asks of GitHub. Answers never throw for what GitHub or the network does. */
export interface GithubPort {
  getPull(owner: string, repo: string, number: number, signal?: AbortSignal): Promise<Answer<Pull>>
  getUser(login: string, signal?: AbortSignal): Promise<Answer<User>>
  getRepository(owner: string, repo: string, signal?: AbortSignal): Promise<Answer<Repository>>
}
