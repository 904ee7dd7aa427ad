import { type Context, Refusal } from '#platform/bot.ts'
import { cleanLine } from '../clean.ts'
import { hold as holdMove, release as releaseMove } from '../moves/hold.ts'
import { assignmentRef, parseAssignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

const MOST_LETTERS = 500

/** `/hold A42 reason`: it is not paid before somebody releases it. */
export async function hold(ctx: Context) {
  const { assignment, reason } = await read(ctx)
  if (reason === '') throw new Refusal(say.pay.hold.usage)
  await holdMove(ctx, assignment, reason)
  ctx.reply(say.pay.hold.held(assignmentRef(assignment.id), reason))
}

/** `/release A42`. Nobody releases their own. */
export async function release(ctx: Context) {
  const { assignment } = await read(ctx)
  if (assignment.user_id === ctx.person.id) throw new Refusal(say.pay.admin.mayNot.own)
  await releaseMove(ctx, assignment)
  ctx.reply(say.pay.hold.released(assignmentRef(assignment.id)))
}

async function read(ctx: Context): Promise<{ assignment: Assignment; reason: string }> {
  const [, ref = '', text = ''] = /^(\S+)(?:\s+([\s\S]*))?$/.exec(ctx.args) ?? []
  const id = parseAssignmentRef(ref)
  if (id === undefined) throw new Refusal(say.pay.hold.usage)
  const assignment = await assignments.lock(ctx.db, id)
  if (!assignment) throw new Refusal(say.pay.hold.none(assignmentRef(id)))
  const reason = cleanLine(text)
  if (reason.length > MOST_LETTERS) throw new Refusal(say.admin.newTask.tooLong(MOST_LETTERS))
  return { assignment, reason }
}
