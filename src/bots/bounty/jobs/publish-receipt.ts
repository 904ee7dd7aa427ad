import { after, again, type JobContext, job, minutes, type Reading } from '#platform/bot.ts'
import type { Answer, Comment, CommentSearch, Silent } from '../github/port.ts'
import { IN_TURN, turnedAway } from '../github/turns.ts'
import { leave, posted, refused } from '../moves/end-receipt.ts'
import { heedGithub } from '../moves/heed-github.ts'
import { type Outside, outsideOf } from '../outside.ts'
import { receiptCode, receiptComment } from '../public-receipt.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as tokens from '../store/github-tokens.ts'
import * as payments from '../store/payments.ts'
import * as receipts from '../store/public-receipts.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { postReceipt } from './post-receipt.ts'

type Input = { assignment: number }

/** How often a comment is looked for that may have been written, and how long after one another. */
const MOST_LOOKS = 3
const LOOK_PAUSE = minutes(10)
const PAUSE = minutes(5)
/** Clocks differ a little. */
const EARLIER = minutes(5)

interface Wanted {
  readonly away: Silent | undefined
  readonly search: CommentSearch
}

/**
 * Brings a receipt to its pull request. GitHub knows no key that would make a comment one: so it is looked for first, its
 * leaving is written down, it leaves once, and in doubt it is only looked for.
 */
export const publishReceipt = job('publish-receipt', {
  async read({ db, input, outside, now }: Reading<Input, Outside>): Promise<Wanted | undefined> {
    const receipt = await receipts.find(db, input.assignment)
    if (receipt?.state !== 'wanted' && receipt?.state !== 'posting') return undefined
    const assignment = await assignments.find(db, input.assignment)
    const payment = await payments.ofAssignment(db, input.assignment)
    if (!assignment || !payment?.paid_at || !outside.secrets) return undefined
    const away = await turnedAway({ db, outside, now }, `receipt ${assignmentRef(assignment.id)}`, IN_TURN)
    const words = receiptCode(outside.secrets, payment)
    return { away, search: { ...placeOf(assignment), words, since: after(payment.paid_at, -EARLIER) } }
  },
  async call({ read, outside, signal }): Promise<Answer<Comment | null> | undefined> {
    return read && (read.away ?? outside.github.comments.find(read.search, signal))
  },
  async save(ctx, { assignment: id }, given) {
    if (!given) return
    const assignment = await assignments.lock(ctx.db, id)
    const receipt = await receipts.lock(ctx.db, id)
    const payment = await payments.ofAssignment(ctx.db, id)
    const answer = await heedGithub(ctx, given)
    if (!assignment || !payment || (receipt?.state !== 'wanted' && receipt?.state !== 'posting')) return
    const isAsked = answer.kind !== 'silent' || (answer.why !== 'queued' && answer.why !== 'paused')
    if (isAsked) await tokens.reserve(ctx.db, outsideOf(ctx).github.tokenId, ctx.now)
    if (answer.kind === 'found' && answer.value) return posted(ctx, assignment, answer.value.id)
    const isNo = answer.kind === 'missing' || (answer.kind === 'silent' && answer.why === 'forbidden')
    if (isNo && receipt.state === 'wanted') return refused(ctx, assignment)
    const isMissed = isNo || answer.kind === 'found' || answer.why === 'unreadable'
    if (!isMissed) return again(after(ctx.now, (answer.kind === 'silent' && answer.wait) || PAUSE))
    if (receipt.state === 'posting') {
      if (receipt.looks + 1 >= MOST_LOOKS) return leave(ctx, assignment)
      await receipts.change(ctx.db, id, { looks: receipt.looks + 1 })
      return again(after(ctx.now, LOOK_PAUSE))
    }
    // What came back has no receipt; and where nothing can be found, nothing is written.
    if (payment.status !== 'paid' || answer.kind !== 'found') return leave(ctx, assignment)
    await post(ctx, assignment, payment)
  },
})

function placeOf({ pr_name, pr_number }: Assignment) {
  const [owner = '', repo = ''] = (pr_name ?? '').split('/')
  return { owner, repo, number: pr_number ?? 0 }
}

/** From here on it may be there. */
async function post(ctx: JobContext, assignment: Assignment, payment: Payment) {
  const { secrets } = outsideOf(ctx)
  if (!secrets) return
  await receipts.change(ctx.db, assignment.id, { state: 'posting', posting_at: ctx.now, looks: 0 })
  const body = receiptComment(payment, assignment.task_id, receiptCode(secrets, payment))
  const input = { assignment: assignment.id, ...placeOf(assignment), body, at: ctx.now.toISOString() }
  ctx.enqueue(postReceipt, input, { key: assignmentRef(assignment.id) })
}
