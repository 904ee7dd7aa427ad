import { type Context, Refusal } from '#platform/bot.ts'
import { disputeSettled } from '../events.ts'
import * as disputes from '../store/disputes.ts'
import * as falseClaims from '../store/false-claims.ts'
import type { Assignment, Dispute, DisputeOutcome } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** The open dispute of an assignment, if this person may decide it: not the claimant, and not who decided before. */
export async function disputeToDecide(ctx: Context, assignment: Assignment): Promise<Dispute | undefined> {
  if (assignment.user_id === ctx.person.id) throw new Refusal(say.admin.ownWork)
  const dispute = await disputes.openOf(ctx.db, assignment.id)
  if (dispute && assignment.decided_by === ctx.person.id) throw new Refusal(say.lease.dispute.secondEyes)
  return dispute
}

/** Ends the open dispute of an assignment, if there is one. */
export async function settleDispute(ctx: Context, assignment: Assignment, outcome: DisputeOutcome) {
  const dispute = await disputes.openOf(ctx.db, assignment.id)
  if (!dispute) return
  await disputes.close(ctx.db, dispute.id, outcome, ctx.person.id, ctx.now)
  if (outcome === 'upheld') await falseClaims.lift(ctx.db, assignment.id, assignment.submission, ctx.now)
  disputeSettled(ctx, assignment, outcome)
}
