import { button, type JobContext, type Phrase } from '#platform/bot.ts'
import { paymentRef } from '../refs.ts'
import type { Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** Tells every admin, with a button to the payment's card. */
export async function tellAdmins(ctx: JobContext, what: Phrase, payment?: Payment) {
  const buttons = payment ? [button(say.pay.button.look(paymentRef(payment.id)), 'pay', payment.id)] : []
  for (const admin of await ctx.holders('admin')) ctx.send(admin, what, { buttons })
}
