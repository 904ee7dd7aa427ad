import { after, button, hours, type JobContext, minutes } from '#platform/bot.ts'
import { aboutSubmission, sentenceFor } from '../cards.ts'
import { assignmentHeld } from '../events.ts'
import { searchForReverts, watchReverts } from '../jobs/watch-reverts.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** A look at the branch counts for so long. */
const FRESH = minutes(10)
/** GitHub may keep a payment waiting for so long. */
const PATIENCE = hours(24)
const ONCE_MORE = hours(1)

/**
 * May the money leave, as far as reverts go? When nobody has looked at the branch lately, somebody looks first and the
 * payment is woken by what they see; when nobody could for a day, a person decides.
 */
export async function revertsAllow(ctx: JobContext, assignment: Assignment): Promise<boolean> {
  const { id, reverts_checked_at, reverts_wanted_at } = assignment
  if (!searchForReverts(assignment)) return true
  if (reverts_checked_at && after(reverts_checked_at, FRESH) >= ctx.now) return true
  if (reverts_wanted_at && after(reverts_wanted_at, PATIENCE) <= ctx.now) {
    await holdUnseen(ctx, assignment)
    return false
  }
  if (!reverts_wanted_at) await assignments.change(ctx.db, id, { reverts_wanted_at: ctx.now })
  // The first time at once; later only should the look have been lost, for GitHub may have named a time of its own.
  const at = reverts_wanted_at ? after(ctx.now, ONCE_MORE) : ctx.now
  ctx.enqueue(watchReverts, { assignment: id }, { key: assignmentRef(id), at })
  return false
}

async function holdUnseen(ctx: JobContext, assignment: Assignment) {
  const { id, chat } = assignment
  const own = assignmentRef(id)
  await assignments.change(ctx.db, id, {
    status: 'held',
    reason: 'REVERTS_UNSEEN',
    detail: null,
    decided_by: null,
    decided_at: ctx.now,
    reverts_wanted_at: null,
  })
  assignmentHeld(ctx, assignment, 'REVERTS_UNSEEN')
  ctx.send(chat, aboutSubmission(assignment, sentenceFor('REVERTS_UNSEEN')))
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.github.revertsUnseen(own), { buttons: [button(say.button.review(own), 'held', id)] })
  }
}
