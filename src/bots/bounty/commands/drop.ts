import { type Context, Refusal } from '#platform/bot.ts'
import { assignmentDropped } from '../events.ts'
import { closeWhenDone } from '../moves/close-when-done.ts'
import { own } from '../moves/own.ts'
import { assignmentRef, parseAssignmentRef, taskRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

export async function drop(ctx: Context) {
  const id = parseAssignmentRef(ctx.args)
  if (id === undefined) throw new Refusal(say.drop.usage)
  await dropThat(ctx, id)
}

/** Gives the task back; its slot is free for others at once. */
export async function dropThat(ctx: Context, id: number) {
  const assignment = await own(ctx, id)
  if (!assignments.HELD.includes(assignment.status)) throw new Refusal(say.drop.settled(assignmentRef(id)))
  await assignments.change(ctx.db, id, { status: 'dropped', ended_at: ctx.now, next_check_at: null })
  await tasks.freeSlot(ctx.db, assignment.task_id)
  await closeWhenDone(ctx, assignment.task_id)
  assignmentDropped(ctx, assignment)
  ctx.reply(say.drop.dropped(assignmentRef(id), taskRef(assignment.task_id)))
}
