import type { JobContext } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import { firstMoneyAt } from '../proof.ts'
import * as accounts from '../store/accounts.ts'

/** Until when this person's money has to wait because their account was proven only just; undefined when it may go. */
export async function firstMoneyWaitsUntil(ctx: JobContext, personId: number): Promise<Date | undefined> {
  const account = await accounts.of(ctx.db, personId)
  if (!account?.proven_at || outsideOf(ctx).linkUnproven) return undefined
  const at = firstMoneyAt(account)
  return at && at > ctx.now ? at : undefined
}
