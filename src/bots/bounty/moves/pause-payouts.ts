import type { JobContext } from '#platform/bot.ts'
import * as payoutSwitch from '../store/payout-switch.ts'
import { say } from '../texts/index.ts'
import { tellAdmins } from './tell-admins.ts'

/** Nothing leaves any more until an admin says `/payouts on`. Told once. */
export async function pausePayouts(ctx: JobContext, why: string) {
  if (!(await payoutSwitch.turn(ctx.db, false, why, ctx.now))) return
  ctx.log.error('payouts_paused', new Error(why))
  ctx.audit('payouts_paused', 'payouts', { why })
  await tellAdmins(ctx, say.pay.admin.paused(why))
}
