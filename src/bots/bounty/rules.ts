import { days, hours, minutes, seconds } from '#platform/bot.ts'
import type { Closing, Pull } from './github/port.ts'
import type { LinkRule } from './store/tables.ts'

/** A pull request may be opened this long before its task was taken. */
export const TAKE_GRACE = hours(1)
/** GitHub hides private repositories as "not found", and a new one may take a moment: asked this often before a refusal. */
export const MOST_MISSES = 3
export const MISS_PAUSE = minutes(5)
/** GitHub may be silent this long before a person looks. */
export const MOST_SILENCE = hours(24)
/** A pull request may wait this long for its merge. */
export const HORIZON = days(90)
/** The same submission may be checked by hand this often. */
export const CHECK_PAUSE = minutes(1)
/** GitHub's events bring a check forward, to no sooner than this after the last one. */
export const POKE_PAUSE = seconds(10)
/** GitHub's own answers may lag behind its events: this long after one it is asked every minute. */
export const POKED = minutes(5)

export type WaitReason = 'NOT_MERGED_YET' | 'DRAFT'
export type RejectReason =
  | 'WRONG_REPO'
  | 'BOT_AUTHOR'
  | 'NOT_AUTHOR'
  | 'WRONG_BRANCH'
  | 'PR_USED'
  | 'NOT_FOUND'
  | 'NOT_LINKED'
  | 'CODE_MISSING'
export type ManualReason =
  | 'GHOST_AUTHOR'
  | 'INCONSISTENT'
  | 'CLOSED_UNMERGED'
  | 'SELF_MERGED'
  | 'UNKNOWN_MERGER'
  | 'PR_OLDER_THAN_TAKE'
  | 'TOO_SMALL'
  | 'LINK_NOT_SEEN'
  | 'HORIZON'
  | 'VANISHED'
  | 'GITHUB_SILENT'
  | 'CHECK_FAILED'

/** What was found and what is wanted, for the sentence that explains the verdict. */
export interface Detail {
  readonly got?: string
  readonly want?: string
  /** It is merged already: nothing about it can be changed any more. */
  readonly merged?: boolean
}

export type Verdict =
  | { readonly decision: 'APPROVE' }
  | { readonly decision: 'WAIT'; readonly reason: WaitReason }
  | ({ readonly decision: 'REJECT'; readonly reason: RejectReason } & Detail)
  | { readonly decision: 'MANUAL'; readonly reason: ManualReason }

export interface TaskFacts {
  readonly repoId: number
  readonly repoName: string
  readonly branches: readonly string[]
  readonly publishedAt: Date
  /** Lines added and deleted together; 0 when left out. */
  readonly leastLines?: number
  /** A pull request that its own author merged counts, too. */
  readonly allowSelfMerge?: boolean
  /** The issue that the pull request has to close. */
  readonly link?: { readonly rule: LinkRule; readonly issue: number }
}

export interface AccountFacts {
  readonly githubId: number
  readonly login: string
}

const manual = (reason: ManualReason): Verdict => ({ decision: 'MANUAL', reason })
const reject = (reason: RejectReason, got: string, want: string): Verdict & { decision: 'REJECT' } => ({
  decision: 'REJECT',
  reason,
  got,
  want,
})

/**
 * What does this pull request prove? Only GitHub's own answer counts, compared by numeric ids.
 * First whose it is and where, then what became of it: nobody learns the fate of work that is not theirs.
 * `closing` are the issues it closes; null when GitHub does not tell us.
 */
export function verdict(
  pull: Pull,
  number: number,
  task: TaskFacts,
  takenAt: Date,
  account: AccountFacts,
  closing: readonly Closing[] | null = null,
): Verdict {
  if (pull.number !== number) return manual('INCONSISTENT')
  if (pull.base.repo.id !== task.repoId) return reject('WRONG_REPO', pull.base.repo.full_name, task.repoName)
  if (!pull.user) return manual('GHOST_AUTHOR')
  if (isBot(pull.user)) return reject('BOT_AUTHOR', pull.user.login, account.login)
  if (pull.user.id !== account.githubId) return reject('NOT_AUTHOR', pull.user.login, account.login)
  if (contradictsItself(pull)) return manual('INCONSISTENT')
  if (pull.state === 'closed' && !pull.merged) return manual('CLOSED_UNMERGED')
  if (!task.branches.includes(pull.base.ref)) {
    const found = reject('WRONG_BRANCH', pull.base.ref, task.branches.join(', '))
    return pull.merged ? { ...found, merged: true } : found
  }
  if (pull.state === 'open') return { decision: 'WAIT', reason: pull.draft ? 'DRAFT' : 'NOT_MERGED_YET' }
  if (isSelfMerged(pull) && !task.allowSelfMerge) return manual('SELF_MERGED')
  if (!pull.merged_by) return manual('UNKNOWN_MERGER')
  if (isOlder(pull, task, takenAt)) return manual('PR_OLDER_THAN_TAKE')
  if (isTooSmall(pull, task)) return manual('TOO_SMALL')
  return unlinked(pull, task, closing) ?? { decision: 'APPROVE' }
}

export const isSelfMerged = ({ merged_by, user }: Pull) => Boolean(merged_by) && merged_by?.id === user?.id

export const isBot = (user: { login: string; type?: string | undefined }) =>
  user.type === 'Bot' || user.login.endsWith('[bot]')

function contradictsItself({ state, merged, merged_at, merged_by, merge_commit_sha, created_at }: Pull): boolean {
  if (state === 'open') return merged !== false || merged_at !== null || Boolean(merged_by)
  if (merged === true && (merge_commit_sha === null || Date.parse(merged_at ?? '') < Date.parse(created_at)))
    return true
  if (state === 'closed') return merged === true ? merged_at === null : merged !== false || merged_at !== null
  return true
}

const isOlder = (pull: Pull, task: TaskFacts, takenAt: Date) =>
  Date.parse(pull.created_at) < takenAt.getTime() - TAKE_GRACE ||
  Date.parse(pull.merged_at ?? '') < task.publishedAt.getTime()

/** Where GitHub does not say how large it is, only a task that asks for a size of its own makes a person look. */
const isTooSmall = ({ additions, deletions }: Pull, { leastLines = 0 }: TaskFacts) =>
  typeof additions === 'number' || typeof deletions === 'number'
    ? (additions ?? 0) + (deletions ?? 0) < leastLines
    : leastLines > 1

/** GitHub counts closed issues of pull requests into the default branch only; where it cannot tell, a person does. */
function unlinked(pull: Pull, task: TaskFacts, closing: readonly Closing[] | null): Verdict | undefined {
  if (!task.link || task.link.rule === 'off') return undefined
  const { rule, issue } = task.link
  if (closing?.some(({ number, repoId }) => number === issue && repoId === task.repoId)) return undefined
  const { ref, repo } = pull.base
  const isTold = closing !== null && (repo.default_branch ?? ref) === ref
  return rule === 'required' && isTold ? reject('NOT_LINKED', '', `#${issue}`) : manual('LINK_NOT_SEEN')
}

const PAUSES = [minutes(1), minutes(5), minutes(15), minutes(60), hours(6)]

/**
 * Milliseconds until a waiting pull request is looked at again, by how long it has waited: a check asked for by hand
 * does not push the next one away. `seed` spreads the later checks by a tenth.
 */
export function pauseBeforeCheck(waited: number, seed: number): number {
  let until = minutes(0.5)
  for (const pause of PAUSES) {
    if (waited <= until) return pause
    until += pause + minutes(1)
  }
  return spread(hours(12), seed + Math.floor(waited / hours(1)), 0.1)
}

/** Milliseconds until GitHub is asked again when it did not answer. */
export const pauseAfterSilence = (tries: number): number => Math.min(minutes(1) * 2 ** Math.min(tries, 10), minutes(30))

/** The same number for the same seed: retries of many are spread without a source of chance. */
const spread = (ms: number, seed: number, by: number) => Math.round(ms * (1 + by * (((seed * 7919) % 201) / 100 - 1)))
