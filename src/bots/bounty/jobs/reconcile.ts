import { after, again, job } from '#platform/bot.ts'
import { reconcile as compare } from '../moves/reconcile.ts'
import { RECONCILE_PAUSE } from '../payments.ts'

/** Ten minutes after money moved, and every ten minutes while some is being sent or in doubt; the schedule adds one every night. */
export const reconcile = job('reconcile', async (ctx) => {
  const { inFlight } = await compare(ctx)
  if (inFlight > 0) return again(after(ctx.now, RECONCILE_PAUSE))
})
