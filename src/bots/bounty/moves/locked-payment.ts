import type { JobContext } from '#platform/bot.ts'
import * as assignments from '../store/assignments.ts'
import * as payments from '../store/payments.ts'
import type { Assignment, Payment } from '../store/tables.ts'

/** A payment with its assignment, both held until the transaction ends; everybody locks them in this order. */
export async function lockedPayment(
  ctx: JobContext,
  id: number,
): Promise<{ payment: Payment; assignment: Assignment } | undefined> {
  const found = await payments.find(ctx.db, id)
  const assignment = found && (await assignments.lock(ctx.db, found.assignment_id))
  const payment = assignment && (await payments.lock(ctx.db, id))
  return payment && { payment, assignment }
}
