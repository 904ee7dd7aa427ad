import type { JobContext } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import * as accounts from '../store/accounts.ts'
import * as bans from '../store/bans.ts'
import * as payees from '../store/payees.ts'

/** Why nobody may be paid here and now. */
export type PayeeFault = 'notLinked' | 'unproven' | 'banned' | 'noAccount'

/** What keeps this person from being paid; undefined when nothing does. */
export async function payeeFault(ctx: JobContext, personId: number): Promise<PayeeFault | undefined> {
  const { linkUnproven, payouts } = outsideOf(ctx)
  if (await bans.of(ctx.db, personId)) return 'banned'
  const account = await accounts.of(ctx.db, personId)
  if (!account) return 'notLinked'
  if (!account.proven_at && !linkUnproven) return 'unproven'
  return payouts.wantsAccount && !(await payees.of(ctx.db, personId)) ? 'noAccount' : undefined
}
