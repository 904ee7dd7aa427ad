import { hours, type JobContext } from '#platform/bot.ts'
import { watchLease } from '../jobs/watch-lease.ts'
import { laterOf, marksPassed, thawed } from '../leases.ts'
import { assignmentRef } from '../refs.ts'
import type { Assignment, Task } from '../store/tables.ts'

/**
 * What a take has to be changed to so that its time runs again: what was left when it stood still, and not less than until
 * `least`. Reminders whose moment is past by then are not made up for.
 */
export function runLease(ctx: JobContext, { id, due_at, frozen_at, nudged }: Assignment, task: Task, least: Date) {
  const due = laterOf(thawed(due_at, frozen_at, ctx.now), least)
  ctx.enqueue(watchLease, { assignment: id }, { key: assignmentRef(id) })
  return {
    status: 'active' as const,
    due_at: due,
    frozen_at: null,
    nudged: Math.max(nudged, marksPassed(due, hours(task.hours), ctx.now)),
  }
}
