import type { Workbench } from '#testing/workbench.ts'
import { approve } from '../../moves/approve.ts'
import * as assignments from '../../store/assignments.ts'
import * as tasks from '../../store/tasks.ts'
import { ADMINS, begin, type Clock, outsideWith, TASK } from './begin.ts'
import { houseOn } from './house.ts'
import { obey } from './obey.ts'
import type { Receiver } from './receiver.ts'
import type { Story } from './story.ts'
import { watchfully, watchOver } from './watch.ts'

/** The story from its approvals on; `meanwhile` runs after each step. Resolves to what the audit log was told. */
export async function live(
  desk: Workbench,
  given: Story,
  clock: Clock,
  receiver: Receiver,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const house = houseOn(desk, outsideWith(watchfully(receiver.port, desk, clock), clock), clock)
  const watch = watchOver(desk, clock)
  await begin(desk, house.act, given.cents)
  clock.isShadow = given.isShadow
  for (const [n, by] of given.approvedBy.entries()) {
    await house.act(async (ctx) => {
      const [assignment, task] = [await assignments.lock(ctx.db, n + 1), await tasks.find(ctx.db, TASK)]
      if (assignment && task) await approve(ctx, assignment, task, by === 0 ? 'github' : `person ${ADMINS[by]}`)
    })
  }
  for (const one of given.commands) {
    await obey(house, receiver, one)
    await watch()
    await meanwhile()
  }
  return house.audits
}
