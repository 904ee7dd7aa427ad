import { button, type Context, type JobContext } from '#platform/bot.ts'
import { paymentMoved } from '../events.ts'
import { outsideOf } from '../outside.ts'
import { assignmentRef, paymentRef } from '../refs.ts'
import { isShadowed, SHADOW, sumOf } from '../shadow.ts'
import * as payments from '../store/payments.ts'
import * as payoutSwitch from '../store/payout-switch.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { lockedPayment } from './locked-payment.ts'
import { startWhenDue } from './make-payment.ts'
import { amountOf } from './settle.ts'
import { tellAdmins } from './tell-admins.ts'

/** So many are looked at together. */
export const MOST = 500

/** Whether it waits because of shadow: in it, once that was said; after it, until somebody releases it. */
export async function staysInShadow(ctx: JobContext, payment: Payment): Promise<boolean> {
  if (outsideOf(ctx).isShadow) return payment.reason === SHADOW
  if (payment.shadowed_at === null) return false
  await tellOnce(ctx)
  return true
}

/** Here it would leave: payee and admins are told, and nothing is sent. */
export async function wouldBePaid(ctx: JobContext, payment: Payment, assignment: Assignment) {
  const shadowed_at = payment.shadowed_at ?? ctx.now
  await payments.change(ctx.db, payment.id, { shadowed_at, reason: SHADOW })
  await payoutSwitch.tellShadow(ctx.db, false)
  paymentMoved(ctx, payment, 'shadow')
  const [own, amount] = [assignmentRef(assignment.id), amountOf(payment)]
  ctx.send(assignment.chat, say.shadow.payee(own, amount))
  await tellAdmins(ctx, say.shadow.admin(paymentRef(payment.id), own, amount), payment)
}

/** Shadow is over and payments from it wait: the admins hear it once, and nothing goes out before one of them says so. */
async function tellOnce(ctx: JobContext) {
  const { shadow_told } = await payoutSwitch.lock(ctx.db, ctx.now)
  if (shadow_told) return
  await payoutSwitch.tellShadow(ctx.db, true)
  const waiting = await payments.shadowed(ctx.db, MOST)
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, say.shadow.ended(waiting.length, sumOf(waiting)), {
      buttons: [button(say.shadow.button.release, 'shadow')],
    })
  }
}

/** From here on they are like any other payment. Those that changed since they were asked for stay as they are. */
export async function releaseFromShadow(ctx: Context, ids: readonly number[]): Promise<Payment[]> {
  const released: Payment[] = []
  for (const id of ids) {
    const locked = await lockedPayment(ctx, id)
    if (!locked || !isShadowed(locked.payment) || locked.payment.user_id === ctx.person.id) continue
    const { payment, assignment } = locked
    const wasTold = payment.reason === SHADOW
    await payments.change(ctx.db, id, { shadowed_at: null, ...(wasTold ? { reason: null } : {}) })
    paymentMoved(ctx, payment, 'released', { by: ctx.person.id })
    if (wasTold) ctx.send(assignment.chat, say.shadow.over(assignmentRef(assignment.id), amountOf(payment)))
    if (payment.status !== 'created' && payment.status !== 'needs_2nd') startWhenDue(ctx, payment)
    released.push(payment)
  }
  return released
}
