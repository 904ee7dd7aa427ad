import { after, again, hours, type JobContext, job, minutes, type Reading } from '#platform/bot.ts'
import type { Answer, CommitSearch, Commits, Silent } from '../github/port.ts'
import { AT_ONCE, IN_TURN, turnedAway } from '../github/turns.ts'
import { heedGithub } from '../moves/heed-github.ts'
import { holdForRevert } from '../moves/hold-for-revert.ts'
import { startWhenDue } from '../moves/make-payment.ts'
import type { Outside } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import { revertIn } from '../reverts.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment } from '../store/tables.ts'

const FIRST_LOOK = hours(1)
const PAUSE = hours(2)
const PAUSE_AFTER_MISS = hours(6)
const PAUSE_WHILE_WANTED = hours(1)

type Input = { assignment: number }

/**
 * Looks, while approved work is not paid, for a commit that takes it back. The whole time since the merge is read each time: a
 * commit may carry an older date than the moment it arrived.
 */
export const watchReverts = job('watch-reverts', {
  async read({ db, input, outside, now }: Reading<Input, Outside>): Promise<Watched | undefined> {
    const assignment = await assignments.find(db, input.assignment)
    const search = assignment && searchForReverts(assignment)
    if (!search) return undefined
    const patience = assignment.reverts_wanted_at ? AT_ONCE : IN_TURN
    const away = await turnedAway({ db, outside, now }, `reverts of ${assignmentRef(input.assignment)}`, patience)
    return { search, away }
  },
  async call({ read, outside, signal }): Promise<Answer<Commits> | undefined> {
    return read && (read.away ?? outside.github.commitsSince(read.search, signal))
  },
  async save(ctx, input, given) {
    if (!given) return
    const assignment = await assignments.lock(ctx.db, input.assignment)
    const answer = await heedGithub(ctx, given)
    if (!assignment || !searchForReverts(assignment)) return
    if (answer.kind === 'silent') return again(after(ctx.now, answer.wait ?? minutes(10)))
    if (answer.kind === 'missing') {
      ctx.log.warn('reverts_not_seen', { assignment_id: assignment.id, status: answer.status })
      return again(after(ctx.now, assignment.reverts_wanted_at ? PAUSE_WHILE_WANTED : PAUSE_AFTER_MISS))
    }
    return judge(ctx, assignment, answer.value)
  },
})

/** From the approval on; the first look is left until there can be something to see. */
export function watchForReverts(ctx: JobContext, assignment: Assignment) {
  if (!assignment.merge_sha || !assignment.base_ref) return
  const key = assignmentRef(assignment.id)
  ctx.enqueue(watchReverts, { assignment: assignment.id }, { key, at: after(ctx.now, FIRST_LOOK) })
}

interface Watched {
  readonly search: CommitSearch
  readonly away: Silent | undefined
}

/** Where a commit would be that takes this back; undefined when nothing can be, or need be, looked for. */
export function searchForReverts({
  status,
  pr_name,
  base_ref,
  merged_at,
  merge_sha,
}: Assignment): CommitSearch | undefined {
  const [owner, repo] = pr_name?.split('/') ?? []
  const isWatched = status === 'approved' || status === 'payable'
  if (!isWatched || !owner || !repo || !base_ref || !merged_at || !merge_sha) return undefined
  return { owner, repo, branch: base_ref, since: merged_at }
}

async function judge(ctx: JobContext, assignment: Assignment, { commits, complete }: Commits) {
  const { id, merge_sha, pr_title, pr_number, pr_name } = assignment
  const merged = { sha: merge_sha ?? '', title: pr_title ?? '', number: pr_number ?? 0, repo: pr_name ?? '' }
  const told = assignment.reverts_told.split(' ')
  const news = commits.filter(({ sha }) => !told.includes(sha))
  const revert = revertIn(news, merged)
  if (revert) return holdForRevert(ctx, assignment, revert.sha)
  if (!complete) ctx.log.warn('reverts_partly_seen', { assignment_id: id, commits: commits.length })
  await assignments.change(ctx.db, id, { reverts_checked_at: ctx.now, reverts_wanted_at: null })
  if (assignment.reverts_wanted_at) await wakePayment(ctx, id)
  return again(after(ctx.now, PAUSE))
}

async function wakePayment(ctx: JobContext, id: number) {
  const payment = await payments.ofAssignment(ctx.db, id)
  if (payment?.status === 'ready' || payment?.status === 'not_configured') startWhenDue(ctx, payment)
}
