import type { JobContext } from '#platform/bot.ts'
import { publishReceipt } from '../jobs/by-name.ts'
import { outsideOf } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import * as receipts from '../store/public-receipts.ts'
import type { Assignment } from '../store/tables.ts'

/** The receipt goes to the pull request if the payee has asked for it, and only then. */
export async function publishWhenWanted(ctx: JobContext, { id }: Assignment) {
  if (!outsideOf(ctx).hasComments) return
  const receipt = await receipts.find(ctx.db, id)
  if (receipt?.state === 'wanted') ctx.enqueue(publishReceipt, { assignment: id }, { key: assignmentRef(id) })
}
