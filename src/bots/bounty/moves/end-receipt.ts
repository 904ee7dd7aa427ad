import type { JobContext } from '#platform/bot.ts'
import { pullName } from '../cards.ts'
import { assignmentRef } from '../refs.ts'
import * as receipts from '../store/public-receipts.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** It stands there. */
export async function posted(ctx: JobContext, assignment: Assignment, comment: number) {
  await receipts.change(ctx.db, assignment.id, { state: 'posted', comment_id: comment })
  ctx.audit('receipt_posted', assignmentRef(assignment.id), { comment })
  ctx.send(assignment.chat, say.receipts.posted(assignmentRef(assignment.id), pullName(assignment)))
}

/** Told once: the payee can do nothing about it, and it is not asked for again. */
export async function refused(ctx: JobContext, assignment: Assignment) {
  await receipts.change(ctx.db, assignment.id, { state: 'refused' })
  ctx.send(assignment.chat, say.receipts.refused(assignmentRef(assignment.id), pullName(assignment)))
}

/** Whether it stands there cannot be found out; to write it again could make two. */
export async function leave(ctx: JobContext, assignment: Assignment) {
  await receipts.change(ctx.db, assignment.id, { state: 'left' })
  ctx.log.warn('receipt_left', { assignment_id: assignment.id })
  ctx.send(assignment.chat, say.receipts.left(assignmentRef(assignment.id), pullName(assignment)))
}
