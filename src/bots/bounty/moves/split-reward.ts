import { type Context, Refusal } from '#platform/bot.ts'
import { isLarge, isOnAuthorsWord, mayNotApprove } from '../approval.ts'
import { assignmentApproved, rewardDivided } from '../events.ts'
import { watchForReverts } from '../jobs/watch-reverts.ts'
import * as ledger from '../ledger.ts'
import { outsideOf } from '../outside.ts'
import { UNSENT } from '../payments.ts'
import { assignmentRef, paymentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment, Payment, Task } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'
import { approvable } from './approvable.ts'
import { approve } from './approve.ts'
import { makePayment } from './make-payment.ts'
import { post } from './post.ts'
import { releaseSlot } from './release-slot.ts'
import { amountOf } from './settle.ts'
import { settleDispute } from './settle-dispute.ts'
import { takeStep } from './take-step.ts'

/** One share of a reward: whose, and how much. */
export interface Share {
  readonly person: number
  readonly cents: number
}

/** The assignment and its task, if its reward can be divided now: nothing of it has left, and it is whole. */
export async function splittable(ctx: Context, id: number): Promise<{ assignment: Assignment; task: Task }> {
  const ref = assignmentRef(id)
  const assignment = await assignments.lock(ctx.db, id)
  const task = assignment && (await tasks.find(ctx.db, assignment.task_id))
  if (!assignment || !task) throw new Refusal(say.pay.hold.none(ref))
  if (assignment.share_cents !== null) throw new Refusal(say.manage.split.already(ref))
  if (assignment.status === 'review') await approvable(ctx, assignment, task)
  else if (!(await isUnsent(ctx, assignment)))
    throw new Refusal(say.manage.split.notNow(ref, say.state[assignment.status]))
  return { assignment, task }
}

async function isUnsent(ctx: Context, { id, status }: Assignment): Promise<boolean> {
  const payment = await payments.ofAssignment(ctx.db, id)
  return (status === 'approved' || status === 'payable') && payment !== undefined && UNSENT.includes(payment.status)
}

/**
 * Divides the reward: the payment of the whole is voided before anything of it has left, and each share becomes a payment
 * of its own, to an assignment of its own. All in one transaction; the database refuses shares that do not sum to the reward.
 */
export async function splitReward(ctx: Context, whole: Assignment, task: Task, shares: readonly Share[]) {
  const root = await approved(ctx, whole, task)
  const before = await payments.ofAssignment(ctx.db, root.id)
  if (!before) throw new Error(`${assignmentRef(root.id)} is approved and has no payment.`)
  await takeStep(ctx, before, 'void', { reason: 'divided' }, { why: 'divided' })
  await post(ctx, ledger.withdraw(task.id, before), paymentRef(before.id))
  const made: { own: Assignment; payment: Payment }[] = []
  for (const [index, share] of shares.entries()) {
    const own = index === 0 ? await keepShare(ctx, root, share.cents) : await giveShare(ctx, root, share)
    const payment = await payShare(ctx, own, task, root, before)
    await post(ctx, ledger.approve(task.id, payment), assignmentRef(own.id))
    made.push({ own, payment })
  }
  rewardDivided(
    ctx,
    root,
    made.map(({ own, payment }) => ({
      own: assignmentRef(own.id),
      payment: paymentRef(payment.id),
      cents: payment.amount_cents,
    })),
  )
  for (const { own, payment } of made) {
    const tell = own.id === root.id ? say.manage.split.keeps : say.manage.split.gets
    ctx.send(own.chat, tell(assignmentRef(own.id), taskRef(task.id), amountOf(payment), assignmentRef(root.id)))
  }
  return made
}

async function approved(ctx: Context, assignment: Assignment, task: Task): Promise<Assignment> {
  if (assignment.status !== 'review') return assignment
  const repoId = await approvable(ctx, assignment, task)
  await approve(ctx, assignment, task, `person ${ctx.person.id}`, { pr_repo_id: repoId }, { quietly: true })
  await settleDispute(ctx, assignment, 'upheld')
  return (await assignments.lock(ctx.db, assignment.id)) ?? assignment
}

async function keepShare(ctx: Context, root: Assignment, cents: number): Promise<Assignment> {
  await assignments.change(ctx.db, root.id, { share_cents: cents })
  return { ...root, share_cents: cents }
}

/** A take of the same task that nothing was submitted for becomes the share, and its slot is free. */
async function giveShare(ctx: Context, root: Assignment, { person, cents }: Share): Promise<Assignment> {
  const taken = await assignments.ofTask(ctx.db, person, root.task_id)
  const somebody = await ctx.someone(person)
  if (!somebody) throw new Error(`Nobody is person ${person}.`)
  if (!taken) {
    const added = await assignments.addShare(ctx.db, root, person, somebody.telegramId, cents)
    return begun(ctx, added, cents)
  }
  const values = assignments.shareOf(root, cents)
  await assignments.change(ctx.db, taken.id, { ...values, frozen_at: null, reason: null, detail: null })
  await settleDispute(ctx, taken, 'withdrawn')
  await releaseSlot(ctx, root.task_id)
  return begun(ctx, { ...taken, ...values }, cents)
}

function begun(ctx: Context, own: Assignment, cents: number): Assignment {
  assignmentApproved(ctx, own, `person ${ctx.person.id}`, cents)
  watchForReverts(ctx, own)
  return own
}

/** As many have to agree, and it cools as long, as if it were the whole. Whoever divides it has agreed, where they may. */
function payShare(ctx: Context, own: Assignment, task: Task, root: Assignment, before: Payment): Promise<Payment> {
  const asked = {
    payee: own.user_id,
    taskCreator: task.created_by,
    isLarge: isLarge(before.approvals_needed, task.reward_cents, root, outsideOf(ctx).limits),
    isOnAuthorsWord: isOnAuthorsWord(root),
    by: [],
  }
  return makePayment(ctx, own, {
    cents: own.share_cents ?? 0,
    currency: task.currency,
    seq: own.id === root.id ? before.seq + 1 : 1,
    dueFrom: ctx.now,
    dueAt: before.due_at,
    least: before.approvals_needed,
    shadowedAt: before.shadowed_at,
    ...(mayNotApprove(asked, ctx.person.id) ? {} : { admin: ctx.person.id }),
  })
}
