import type { Context, Person } from '#platform/bot.ts'
import { assignmentCancelled } from '../events.ts'
import { assignmentRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import * as bans from '../store/bans.ts'
import * as waiters from '../store/waiters.ts'
import { say } from '../texts/index.ts'
import { releaseSlot } from './release-slot.ts'
import { settleDispute } from './settle-dispute.ts'

/** No more takes, submissions and disputes; what is in hand goes to others, what is approved stays owed. False when banned already. */
export async function banPerson(ctx: Context, { id, telegramId }: Person, reason: string): Promise<boolean> {
  await accounts.lock(ctx.db, id)
  const ban = { person_id: id, reason, banned_by: ctx.person.id, banned_at: ctx.now }
  if (!(await bans.add(ctx.db, ban))) return false
  await waiters.remove(ctx.db, id)
  const returned: string[] = []
  for (const held of await assignments.heldBy(ctx.db, id)) {
    const assignment = await assignments.lock(ctx.db, held.id)
    if (!assignment || !assignments.HELD.includes(assignment.status)) continue
    await assignments.change(ctx.db, assignment.id, { status: 'cancelled', ended_at: ctx.now, next_check_at: null })
    await releaseSlot(ctx, assignment.task_id)
    await settleDispute(ctx, assignment, 'refused')
    assignmentCancelled(ctx, assignment, 'banned')
    returned.push(assignmentRef(assignment.id))
  }
  ctx.audit('person_banned', `person ${id}`, { reason, returned })
  ctx.send(telegramId, say.manage.ban.told(reason))
  return true
}
