import { after, type JobContext, seconds } from '#platform/bot.ts'
import { verifyPr } from '../jobs/verify-pr.ts'
import { parsePullRequestUrl } from '../pull-request-url.ts'
import { assignmentRef } from '../refs.ts'
import { POKE_PAUSE } from '../rules.ts'
import type { Assignment } from '../store/tables.ts'

/**
 * Brings the next look at GitHub forward, without anybody waiting for it: not within seconds of the last look. Of many at once
 * each is a second behind the one before. A pause that GitHub asked for holds all the same (`github/turns.ts`).
 */
export function lookAgainSoon(ctx: JobContext, assignment: Assignment, place: number) {
  const { id, submission, evidence_url, checked_at } = assignment
  const address = parsePullRequestUrl(evidence_url ?? '')
  if (typeof address === 'string') return
  const earliest = Math.max(ctx.now.getTime(), checked_at ? after(checked_at, POKE_PAUSE).getTime() : 0)
  ctx.enqueue(
    verifyPr,
    { assignment: id, submission, ...address },
    { key: `${assignmentRef(id)}/${submission}`, at: new Date(earliest + seconds(place)) },
  )
}
