import { after, type JobContext, job } from '#platform/bot.ts'
import { sentenceFor } from '../cards.ts'
import { firstAnswer } from '../events.ts'
import type { Answer, Pull } from '../github/port.ts'
import { approve } from '../moves/approve.ts'
import { reject } from '../moves/reject.ts'
import { sendToReview } from '../moves/send-to-review.ts'
import { unlessUnproven } from '../moves/unless-unproven.ts'
import { wait } from '../moves/wait.ts'
import type { Outside } from '../outside.ts'
import {
  HORIZON,
  MISS_PAUSE,
  MOST_MISSES,
  MOST_SILENCE,
  pauseAfterSilence,
  pauseBeforeCheck,
  type Verdict,
  verdict,
} from '../rules.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'

type Input = { assignment: number; submission: number; owner: string; repo: string; number: number }

/** Asks GitHub about a submitted pull request, as often as it takes, and acts on what it proves. */
export const verifyPr = job('verify-pr', {
  call: ({ input, outside, signal }: { input: Input; outside: Outside; signal: AbortSignal }) =>
    outside.github.getPull(input.owner, input.repo, input.number, signal),
  async save(ctx, input, answer) {
    const assignment = await assignments.lock(ctx.db, input.assignment)
    if (!assignment || !isStillAsked(assignment, input)) return
    if (answer.kind === 'silent') return silent(ctx, assignment, answer)
    if (assignment.checks === 0 && assignment.misses === 0) firstAnswer(ctx, assignment)
    if (answer.kind === 'missing') return missing(ctx, assignment)
    return judge(ctx, assignment, answer.value)
  },
  async dead(ctx, input) {
    const assignment = await assignments.lock(ctx.db, input.assignment)
    if (assignment && isStillAsked(assignment, input)) await sendToReview(ctx, assignment, 'CHECK_FAILED')
  },
})

/** Another pull request may have been submitted meanwhile, or the task given back. */
const isStillAsked = (assignment: Assignment, { submission }: Input) =>
  assignment.submission === submission && (assignment.status === 'verifying' || assignment.status === 'waiting_merge')

/** GitHub said nothing about the pull request. That is never held against the person. */
async function silent(ctx: JobContext, assignment: Assignment, answer: Answer<Pull> & { kind: 'silent' }) {
  const { why, detail, wait: named } = answer
  const since = assignment.silent_since ?? ctx.now
  const fields = { assignment_id: assignment.id, why, detail }
  if (why === 'limited' || why === 'failed' || why === 'unreachable') ctx.log.warn('github_silent', fields)
  else ctx.log.error('github_silent', new Error(`${why}: ${detail}`), fields)
  if (ctx.now.getTime() - since.getTime() >= MOST_SILENCE) return sendToReview(ctx, assignment, 'GITHUB_SILENT')
  const next = after(ctx.now, named ?? pauseAfterSilence(assignment.silences))
  return wait(ctx, assignment, sentenceFor('GITHUB_BUSY'), next, {
    reason: 'GITHUB_BUSY',
    detail: null,
    silences: assignment.silences + 1,
    silent_since: since,
  })
}

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

async function judge(ctx: JobContext, assignment: Assignment, pull: Pull) {
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
    },
    assignment.taken_at,
    { githubId: account.github_id, login: account.login },
  )
  const unused = await unlessUsed(ctx, assignment, pull, found)
  const verified = await unlessUnproven(ctx, assignment, task, account, pull, unused)
  if (verified.decision === 'REJECT') return reject(ctx, assignment, verified.reason, verified)
  const seen = {
    pr_repo_id: pull.number === assignment.pr_number ? pull.base.repo.id : null,
    pr_name: pull.base.repo.full_name,
    head_sha: pull.head.sha,
    checks: assignment.checks + 1,
    misses: 0,
    silences: 0,
    silent_since: null,
  }
  if (verified.decision === 'MANUAL') return sendToReview(ctx, assignment, verified.reason, seen)
  if (verified.decision === 'WAIT') return waitForMerge(ctx, assignment, verified.reason, seen)
  return approve(ctx, assignment, task, 'github', seen)
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
  const next = after(ctx.now, pauseBeforeCheck(waited, assignment.id))
  return wait(ctx, { ...assignment, ...seen }, sentenceFor(reason), next, {
    ...seen,
    status: 'waiting_merge',
    reason,
    detail: null,
  })
}
