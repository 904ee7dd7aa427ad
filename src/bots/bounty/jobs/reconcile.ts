import { after, again, job, minutes } from '#platform/bot.ts'
import { reconcile as compare } from '../moves/reconcile.ts'

export const RECONCILE_PAUSE = minutes(10)

/** Ten minutes after money moved, and every ten minutes while some is in flight; the schedule adds one every night. */
export const reconcile = job('reconcile', async (ctx) => {
  const { inFlight } = await compare(ctx)
  if (inFlight > 0) return again(after(ctx.now, RECONCILE_PAUSE))
})
