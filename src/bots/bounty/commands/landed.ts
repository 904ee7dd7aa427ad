import { type Context, Refusal } from '#platform/bot.ts'
import { landedClaimed } from '../events.ts'
import { findLanded } from '../jobs/find-landed.ts'
import { own } from '../moves/own.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'

/** "Closed, but the code was taken another way": the author's commits are gathered once, for the person who reviews. */
export async function landedAnotherWay(ctx: Context, id: number) {
  const assignment = await own(ctx, id)
  if (assignment.status !== 'review' || assignment.reason !== 'CLOSED_UNMERGED') {
    throw new Refusal(say.github.landed.notNow(assignmentRef(id)))
  }
  if (assignment.landed !== null) throw new Refusal(say.github.landed.already)
  await assignments.change(ctx.db, id, { landed: '[]' })
  landedClaimed(ctx, assignment)
  ctx.reply(say.github.landed.asked)
  ctx.enqueue(findLanded, { assignment: id, submission: assignment.submission }, { key: assignmentRef(id) })
}
