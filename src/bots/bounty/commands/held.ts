import { button, type Context, lines, linkButton, Refusal, singleUse } from '#platform/bot.ts'
import { adminLine, detailOf, pullName, reasonFor } from '../cards.ts'
import { cancelHeld } from '../dialogs/cancel-held.ts'
import { deciderOf, disputeLine } from '../dispute-card.ts'
import { release } from '../moves/hold.ts'
import { amountOf } from '../moves/settle.ts'
import { disputeToDecide } from '../moves/settle-dispute.ts'
import { assignmentRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import * as disputes from '../store/disputes.ts'
import * as payments from '../store/payments.ts'
import type { Assignment } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

/** Money that is held back, why, and what its claimant says to that; with the two things an admin can decide. */
export async function heldCard(ctx: Context, id: number) {
  const { assignment, amount, payee, login } = await held(ctx, id)
  const task = await tasks.find(ctx.db, assignment.task_id)
  const dispute = await disputes.openOf(ctx.db, id)
  const { reason, decided_by, evidence_url } = assignment
  const card = say.office.held.card(
    assignmentRef(id),
    task ? adminLine(task) : '—',
    payee,
    login,
    pullName(assignment),
    amount,
    reasonFor(reason ?? '—', detailOf(assignment)),
    deciderOf(decided_by),
  )
  const commit = reason === 'HELD_REVERT' ? detailOf(assignment).got : undefined
  ctx.show(
    lines(card, commit && say.office.held.commit(commit), dispute && disputeLine(assignment, dispute, ctx.now)),
    {
      buttons: [
        ...(evidence_url ? [linkButton(say.button.openPull, evidence_url)] : []),
        [
          button(say.office.held.button.release, 'askRelease', id),
          button(say.office.held.button.cancel, 'cancelHeld', id),
        ],
      ],
    },
  )
}

/** Asks once more, with the amount and the payee. */
export async function askRelease(ctx: Context, id: number) {
  const { assignment, amount, payee, login } = await held(ctx, id)
  await disputeToDecide(ctx, assignment)
  ctx.show(say.office.held.askRelease(assignmentRef(id), amount, payee, login), {
    buttons: [
      [
        singleUse(say.office.held.button.releaseSure, 'releaseHeld', id),
        button(say.office.held.button.back, 'held', id),
      ],
    ],
  })
}

export async function releaseHeld(ctx: Context, id: number) {
  const { assignment } = await held(ctx, id)
  await release(ctx, assignment)
  ctx.show(say.office.held.released(assignmentRef(id)))
}

/** Asks for the reason: the person will read it. */
export async function askCancelHeld(ctx: Context, id: number) {
  const { assignment, amount } = await held(ctx, id)
  await disputeToDecide(ctx, assignment)
  ctx.begin(cancelHeld, { assignment: id, amount })
}

interface Held {
  readonly assignment: Assignment
  readonly amount: string
  readonly payee: string
  readonly login: string
}

async function held(ctx: Context, id: number): Promise<Held> {
  const assignment = await assignments.lock(ctx.db, id)
  const payment = assignment && (await payments.ofAssignment(ctx.db, id))
  if (!assignment || !payment) throw new Refusal(say.pay.hold.none(assignmentRef(id)))
  if (assignment.status !== 'held') {
    throw new Refusal(say.office.held.notNow(assignmentRef(id), say.state[assignment.status]))
  }
  const account = await accounts.of(ctx.db, assignment.user_id)
  const payee = `id ${assignment.user_id}`
  return { assignment, amount: amountOf(payment), payee, login: account?.login ?? '—' }
}
