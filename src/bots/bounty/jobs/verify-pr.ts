import { after, again, type JobContext, job, minutes, type Reading } from '#platform/bot.ts'
import { sentenceFor } from '../cards.ts'
import { cleanLine } from '../clean.ts'
import { firstAnswer } from '../events.ts'
import { silent as noAnswer } from '../github/outcome.ts'
import type { Answer, Closing, Kept, Pull, Silence, Silent } from '../github/port.ts'
import { AT_ONCE, IN_TURN, turnedAway } from '../github/turns.ts'
import { approve } from '../moves/approve.ts'
import { heedGithub } from '../moves/heed-github.ts'
import { noteFalseClaim } from '../moves/note-false-claim.ts'
import { reject } from '../moves/reject.ts'
import { sendToReview } from '../moves/send-to-review.ts'
import { unlessUnproven } from '../moves/unless-unproven.ts'
import { wait } from '../moves/wait.ts'
import { type Outside, outsideOf } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import {
  HORIZON,
  isSelfMerged,
  MISS_PAUSE,
  MOST_MISSES,
  MOST_SILENCE,
  POKED,
  pauseAfterSilence,
  pauseBeforeCheck,
  type Verdict,
  verdict,
} from '../rules.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import * as answers from '../store/github-answers.ts'
import * as tokens from '../store/github-tokens.ts'
import type { Assignment } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'

type Input = { assignment: number; submission: number; owner: string; repo: string; number: number }

/** Asks GitHub about a submitted pull request, as often as it takes, and acts on what it proves. */
export const verifyPr = job('verify-pr', {
  read: prepare,
  call: look,
  async save(ctx, input, seen) {
    if (!seen) return
    const assignment = await assignments.lock(ctx.db, input.assignment)
    const answer = await heedGithub(ctx, seen.answer)
    if (seen.closing !== undefined) await tokens.reserve(ctx.db, outsideOf(ctx).github.tokenId, ctx.now)
    if (answer.kind === 'found' && answer.kept) await answers.keep(ctx.db, askedFor(ctx, input), answer.kept, ctx.now)
    if (!assignment || !isStillAsked(assignment, input)) return
    if (answer.kind === 'silent')
      return answer.why === 'queued' ? queued(ctx, assignment, answer) : silent(ctx, assignment, answer)
    if (assignment.checks === 0 && assignment.misses === 0) firstAnswer(ctx, assignment)
    if (answer.kind === 'missing') return missing(ctx, assignment)
    return judge(ctx, assignment, answer.value, seen.closing)
  },
  async dead(ctx, input) {
    const assignment = await assignments.lock(ctx.db, input.assignment)
    if (assignment && isStillAsked(assignment, input)) await sendToReview(ctx, assignment, 'CHECK_FAILED')
  },
})

/** Nothing is asked for what nobody waits for any more, nor out of turn. */
async function prepare({ db, input, outside, now }: Reading<Input, Outside>): Promise<Prepared | undefined> {
  const assignment = await assignments.find(db, input.assignment)
  if (!assignment || !isStillAsked(assignment, input)) return undefined
  const isFirst = assignment.checks + assignment.misses + assignment.silences === 0
  const away = await turnedAway({ db, outside, now }, keyOf(input), isFirst ? AT_ONCE : IN_TURN)
  if (away) return { away }
  const task = await tasks.find(db, assignment.task_id)
  const kept = await answers.recall(db, answers.asked(outside.github.tokenId, pathOf(input)))
  return { kept, wantsLink: task !== undefined && task.link_rule !== 'off' }
}

type Prepared = { away: Silent } | { away?: undefined; kept: Kept | undefined; wantsLink: boolean }

/** `closing` only where a task asks for it, and once there is a merge to pay for. */
interface Seen {
  readonly answer: Answer<Pull>
  readonly closing?: readonly Closing[] | null
}

async function look({ input, read, outside, signal }: Look): Promise<Seen | undefined> {
  if (!read) return undefined
  if (read.away) return { answer: read.away }
  const answer = await outside.github.getPull(input.owner, input.repo, input.number, signal, read.kept)
  if (!read.wantsLink || answer.kind !== 'found' || !answer.value.merged) return { answer }
  const [owner = '', repo = ''] = answer.value.base.repo.full_name.split('/')
  const closing = await outside.github.closingIssues(owner, repo, input.number, signal)
  if (closing.kind === 'found') return { answer, closing: closing.value }
  return { answer: closing.kind === 'silent' ? closing : noAnswer('failed', 'GraphQL does not know it'), closing: null }
}

type Look = { input: Input; read: Prepared | undefined; outside: Outside; signal: AbortSignal }

const pathOf = ({ owner, repo, number }: Input) => `/repos/${owner}/${repo}/pulls/${number}`
const askedFor = (ctx: JobContext, input: Input) => answers.asked(outsideOf(ctx).github.tokenId, pathOf(input))
const keyOf = ({ assignment, submission }: Input) => `${assignmentRef(assignment)}/${submission}`

/** Our own turn has not come; nobody needs to read about it. */
async function queued(ctx: JobContext, assignment: Assignment, { wait = 0 }: Silent) {
  const at = after(ctx.now, wait)
  await assignments.change(ctx.db, assignment.id, { next_check_at: at })
  return again(at)
}

/** Another pull request may have been submitted meanwhile, or the task given back. */
const isStillAsked = (assignment: Assignment, { submission }: Input) =>
  assignment.submission === submission && (assignment.status === 'verifying' || assignment.status === 'waiting_merge')

/** GitHub said nothing about the pull request. That is never held against the person. */
async function silent(ctx: JobContext, assignment: Assignment, answer: Silent) {
  const { why, detail, wait: named } = answer
  const since = assignment.silent_since ?? ctx.now
  const fields = { assignment_id: assignment.id, why, detail }
  if (EXPECTED.includes(why)) ctx.log.warn('github_silent', fields)
  else ctx.log.error('github_silent', new Error(`${why}: ${detail}`), fields)
  if (ctx.now.getTime() - since.getTime() >= MOST_SILENCE && !OURS.includes(why))
    return sendToReview(ctx, assignment, 'GITHUB_SILENT')
  const next = after(ctx.now, named ?? pauseAfterSilence(assignment.silences))
  return wait(ctx, assignment, sentenceFor('GITHUB_BUSY'), next, {
    reason: 'GITHUB_BUSY',
    detail: null,
    silences: assignment.silences + 1,
    silent_since: OURS.includes(why) ? null : since,
  })
}

const EXPECTED: readonly Silence[] = ['limited', 'failed', 'unreachable', 'paused']
/** For the operator to mend, and not by looking at every submission. */
const OURS: readonly Silence[] = ['unauthorized', 'paused']

/** "Not found" is also GitHub's word for "private" and "not yet": three times over ten minutes before it counts. */
async function missing(ctx: JobContext, assignment: Assignment) {
  const misses = assignment.misses + 1
  const waited = ctx.now.getTime() - (assignment.submitted_at ?? ctx.now).getTime()
  if (misses >= MOST_MISSES && waited >= MISS_PAUSE * (MOST_MISSES - 1)) {
    if (assignment.pr_repo_id !== null) return sendToReview(ctx, assignment, 'VANISHED')
    return reject(ctx, assignment, 'NOT_FOUND', {})
  }
  const detail = { got: String(Math.max(1, MOST_MISSES - misses)) }
  return wait(ctx, assignment, sentenceFor('NOT_FOUND_YET', detail), after(ctx.now, MISS_PAUSE), {
    reason: 'NOT_FOUND_YET',
    detail: JSON.stringify(detail),
    misses,
    silences: 0,
    silent_since: null,
  })
}

async function judge(ctx: JobContext, assignment: Assignment, pull: Pull, closing: Seen['closing']) {
  const task = await tasks.find(ctx.db, assignment.task_id)
  const account = await accounts.of(ctx.db, assignment.user_id)
  if (!task?.published_at || task.repo_id === null || !account) return sendToReview(ctx, assignment, 'CHECK_FAILED')
  const found = verdict(
    pull,
    assignment.pr_number ?? 0,
    {
      repoId: task.repo_id,
      repoName: task.repo_name,
      branches: task.branches.split(' '),
      publishedAt: task.published_at,
      leastLines: task.least_lines,
      allowSelfMerge: task.allow_self_merge,
      ...(task.issue_number ? { link: { rule: task.link_rule, issue: task.issue_number } } : {}),
    },
    assignment.taken_at,
    { githubId: account.github_id, login: account.login },
    closing,
  )
  const unused = await unlessUsed(ctx, assignment, pull, found)
  const verified = await unlessUnproven(ctx, assignment, task, account, pull, unused)
  // The old name of a repository that was renamed may belong to another one by now.
  const hasMoved = verified.decision === 'REJECT' && verified.reason === 'WRONG_REPO' && assignment.pr_repo_id !== null
  if (hasMoved) return sendToReview(ctx, assignment, 'VANISHED')
  if (verified.decision === 'REJECT') {
    await assignments.change(ctx.db, assignment.id, { seen_repo_id: pull.base.repo.id })
    await reject(ctx, assignment, verified.reason, verified)
    if (verified.reason === 'NOT_AUTHOR') await noteFalseClaim(ctx, assignment, pull)
    return
  }
  const seen = {
    pr_repo_id: pull.number === assignment.pr_number ? pull.base.repo.id : null,
    pr_name: pull.base.repo.full_name,
    head_sha: pull.head.sha,
    pr_title: cleanLine(pull.title ?? ''),
    base_ref: pull.base.ref,
    merge_sha: pull.merged ? (pull.merge_commit_sha ?? null) : null,
    merged_at: pull.merged && pull.merged_at ? new Date(pull.merged_at) : null,
    self_merged: isSelfMerged(pull),
    checks: assignment.checks + 1,
    misses: 0,
    silences: 0,
    silent_since: null,
  }
  if (verified.decision === 'MANUAL') return sendToReview(ctx, assignment, verified.reason, seen)
  if (verified.decision === 'WAIT') return waitForMerge(ctx, assignment, verified.reason, seen)
  await approve(ctx, assignment, task, 'github', seen)
}

/** One pull request is paid once: an index forbids a second submission of it, this explains it beforehand. */
async function unlessUsed(ctx: JobContext, assignment: Assignment, pull: Pull, found: Verdict): Promise<Verdict> {
  if (found.decision === 'REJECT') return found
  const other = await assignments.withPullRequest(ctx.db, pull.base.repo.id, pull.number, assignment.id)
  return other ? { decision: 'REJECT', reason: 'PR_USED' } : found
}

async function waitForMerge(ctx: JobContext, assignment: Assignment, reason: string, seen: Partial<Assignment>) {
  const waited = ctx.now.getTime() - (assignment.submitted_at ?? ctx.now).getTime()
  if (waited >= HORIZON) return sendToReview(ctx, assignment, 'HORIZON', seen)
  const pause = pauseBeforeCheck(waited, assignment.id)
  const isPoked = assignment.poked_at !== null && ctx.now.getTime() - assignment.poked_at.getTime() < POKED
  const next = after(ctx.now, isPoked ? Math.min(pause, minutes(1)) : pause)
  return wait(ctx, { ...assignment, ...seen }, sentenceFor(reason), next, {
    ...seen,
    status: 'waiting_merge',
    reason,
    detail: null,
  })
}
