import { after, again, job } from '#platform/bot.ts'
import { reconcile as compare } from '../moves/reconcile.ts'
import { RECONCILE_PAUSE } from '../payments.ts'

/** Every entry since the first: ten minutes after money moved, every ten minutes while some is being sent or in doubt, and each night. */
export const reconcile = job('reconcile', async (ctx) => {
  const { inFlight } = await compare(ctx, 'entries')
  if (inFlight > 0) return again(after(ctx.now, RECONCILE_PAUSE))
})
