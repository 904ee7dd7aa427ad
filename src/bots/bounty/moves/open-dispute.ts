import { after, type Context, days, Refusal } from '#platform/bot.ts'
import { disputeButton } from '../dispute-card.ts'
import { disputeOpened } from '../events.ts'
import { remindDispute } from '../jobs/remind-dispute.ts'
import { ANSWER_WITHIN, DISPUTE_WITHIN } from '../leases.ts'
import { assignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as disputes from '../store/disputes.ts'
import type { Assignment, Dispute } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { own } from './own.ts'
import { roomToHold } from './room-to-hold.ts'
import { refuseBanned } from './unless-banned.ts'

/** The person's assignment, if there is a decision about it that can still be disputed; and what it is now. */
export async function disputable(ctx: Context, id: number): Promise<{ assignment: Assignment; was: Dispute['was'] }> {
  const assignment = await assignments.lock(ctx.db, id)
  if (!assignment || assignment.user_id !== ctx.person.id || !ctx.isPrivate) {
    await own(ctx, id)
    throw new Refusal(say.lease.dispute.nothing(assignmentRef(id)))
  }
  await refuseBanned(ctx)
  const open = await disputes.openOf(ctx.db, id)
  if (open) throw new Refusal(say.lease.dispute.already(assignmentRef(id), moment(open.answer_by, ctx.now)))
  const { status } = assignment
  const since = status === 'expired' ? assignment.ended_at : assignment.decided_at
  if ((status !== 'active' && status !== 'expired' && status !== 'held') || !since) {
    throw new Refusal(say.lease.dispute.nothing(assignmentRef(id)))
  }
  if (ctx.now > after(since, DISPUTE_WITHIN)) {
    throw new Refusal(say.lease.dispute.tooLate(assignmentRef(id), DISPUTE_WITHIN / days(1)))
  }
  return { assignment, was: status }
}

/** Everything about the take stands still until an admin who has not decided about it before has looked. */
export async function openDispute(ctx: Context, id: number, words: string) {
  const { assignment, was } = await disputable(ctx, id)
  const answerBy = after(ctx.now, ANSWER_WITHIN)
  if (was === 'expired') await takeSlotAgain(ctx, assignment)
  const dispute = await disputes.add(ctx.db, assignment, was, words, ctx.now, answerBy)
  if (!dispute) throw new Refusal(say.lease.dispute.decided(assignmentRef(id)))
  if (was !== 'held') {
    await assignments.change(ctx.db, id, {
      status: 'review',
      reason: 'DISPUTED',
      detail: JSON.stringify({ got: words }),
      ended_at: null,
      submitted_at: assignment.submitted_at ?? ctx.now,
      // A lease that ran out has nothing left; one that runs keeps what it has.
      frozen_at: was === 'expired' ? assignment.due_at : ctx.now,
    })
  }
  disputeOpened(ctx, assignment, was, words)
  ctx.enqueue(remindDispute, { dispute: dispute.id }, { at: after(ctx.now, ANSWER_WITHIN / 2), key: `D${dispute.id}` })
  const ref = assignmentRef(id)
  ctx.reply(say.lease.dispute.opened(ref, moment(answerBy, ctx.now)))
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.lease.dispute.waits(ref, words, moment(answerBy, ctx.now)), {
      buttons: [disputeButton(dispute)],
    })
  }
}

/** A take that ran out comes back only into a free slot, and only if the person could take it now. */
async function takeSlotAgain(ctx: Context, { id, task_id }: Assignment) {
  await roomToHold(ctx)
  const other = await assignments.ofTask(ctx.db, ctx.person.id, task_id)
  if (other) throw new Refusal(say.take.already(taskRef(task_id), assignmentRef(other.id)))
  if (!(await tasks.takeSlot(ctx.db, task_id))) {
    throw new Refusal(say.lease.dispute.slotGone(assignmentRef(id), taskRef(task_id)))
  }
}
