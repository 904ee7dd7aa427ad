import { after, type Context, Refusal } from '#platform/bot.ts'
import { verdictMessage } from '../cards.ts'
import { verifyPr } from '../jobs/verify-pr.ts'
import { own } from '../moves/own.ts'
import { parsePullRequestUrl } from '../pull-request-url.ts'
import { assignmentRef, parseAssignmentRef } from '../refs.ts'
import { CHECK_PAUSE } from '../rules.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

export async function check(ctx: Context) {
  const id = parseAssignmentRef(ctx.args)
  if (id === undefined) throw new Refusal(say.check.usage)
  await checkNow(ctx, id)
}

/** Brings the next look at GitHub forward, at most once a minute, and never before the time GitHub itself asked for. */
export async function checkNow(ctx: Context, id: number) {
  const assignment = await own(ctx, id)
  const ref = assignmentRef(id)
  const { status, submission, evidence_url, checked_at, next_check_at, reason } = assignment
  const address = parsePullRequestUrl(evidence_url ?? '')
  if ((status !== 'verifying' && status !== 'waiting_merge') || typeof address === 'string') {
    throw new Refusal(say.check.nothing(ref))
  }
  const earliest = reason === 'GITHUB_BUSY' ? next_check_at : checked_at && after(checked_at, CHECK_PAUSE)
  if (earliest && earliest > ctx.now) throw new Refusal(say.check.tooSoon(ref, moment(earliest, ctx.now)))
  await assignments.change(ctx.db, id, { checked_at: ctx.now })
  ctx.reply(say.check.checking(ref), { as: verdictMessage(id) })
  ctx.enqueue(verifyPr, { assignment: id, submission, ...address }, { key: `${ref}/${submission}` })
}
