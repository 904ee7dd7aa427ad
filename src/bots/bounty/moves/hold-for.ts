import { type JobContext, Refusal } from '#platform/bot.ts'
import * as ledger from '../ledger.ts'
import { money } from '../money.ts'
import { taskRef } from '../refs.ts'
import { lockBalance } from '../store/ledger.ts'
import type { Task } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { post } from './post.ts'

/** Sets the reward of every slot aside, or says how much is missing. */
export async function holdFor(ctx: JobContext, { id, reward_cents, slots, currency }: Task) {
  const cents = reward_cents * slots
  const available = await lockBalance(ctx.db, 'budget:available', currency)
  if (available < cents) {
    const missing = cents - available
    throw new Refusal(
      say.pay.budget.tooSmall(
        taskRef(id),
        money(cents, currency),
        money(available, currency),
        money(missing, currency),
      ),
    )
  }
  await post(ctx, ledger.publish(id, { cents, currency }), taskRef(id))
}
