import { after, button, days, hours, type JobContext, job, join, minutes } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import { paymentLine } from '../payment-card.ts'
import { paymentRef } from '../refs.ts'
import * as payments from '../store/payments.ts'
import { say } from '../texts/index.ts'

const SHOWN = 10
const MOST = 500
/** A little less than a day, so that the hour of the day stays the same. */
const AGAIN = days(1) - minutes(45)

/** Tells the admins of payments that grow old and are not settled: once, then every day. What still cools is not old. */
export const pageOld = job('page-old', async (ctx: JobContext) => {
  const { oldHours, isShadow } = outsideOf(ctx)
  const old = await payments.old(ctx.db, after(ctx.now, -hours(oldHours)), after(ctx.now, -AGAIN), MOST, isShadow)
  if (old.length === 0) return
  for (const { id } of old) await payments.change(ctx.db, id, { paged_at: ctx.now })
  ctx.log.error('payments_grow_old', new Error(`${old.length} payments`), { oldest: paymentRef(old[0]?.id ?? 0) })
  const shown = old.slice(0, SHOWN)
  const more = old.length > SHOWN ? [say.admin.queue.more(old.length - SHOWN)] : []
  const lines = [say.office.old.page(oldHours), ...shown.map((one) => paymentLine(one, ctx.now)), ...more]
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, join(lines, '\n'), {
      buttons: shown.map(({ id }) => button(say.pay.button.look(paymentRef(id)), 'pay', id)),
    })
  }
})
