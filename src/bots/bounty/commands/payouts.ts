import { button, type Context, join, lines, Refusal } from '#platform/bot.ts'
import { lookAtPayment } from '../moves/look-at-payment.ts'
import { startWhenDue } from '../moves/make-payment.ts'
import { pausePayouts } from '../moves/pause-payouts.ts'
import { MOST } from '../moves/shadow.ts'
import { outsideOf } from '../outside.ts'
import { paymentLine } from '../payment-card.ts'
import { IN_FLIGHT, UNSENT } from '../payments.ts'
import { paymentRef } from '../refs.ts'
import { sumOf } from '../shadow.ts'
import * as payments from '../store/payments.ts'
import * as payoutSwitch from '../store/payout-switch.ts'
import { say } from '../texts/index.ts'

const SHOWN = 10
const WOKEN = 500

/** `/payouts`: on or off, and what waits. `/payouts unknown` lists what is in doubt. */
export async function payouts(ctx: Context) {
  switch (ctx.args.toLowerCase()) {
    case '':
      return showState(ctx)
    case 'on':
      return turnOn(ctx)
    case 'off':
      await pausePayouts(ctx, `/payouts off, person ${ctx.person.id}`)
      return showState(ctx)
    case 'unknown':
      return listInDoubt(ctx)
    default:
      throw new Refusal(say.pay.payouts.usage)
  }
}

async function showState(ctx: Context) {
  const { is_on, reason } = await payoutSwitch.read(ctx.db)
  const unsent = await payments.count(ctx.db, UNSENT)
  const inFlight = await payments.count(ctx.db, IN_FLIGHT)
  const { isShadow } = outsideOf(ctx)
  const on = isShadow ? say.shadow.payouts : say.pay.payouts.on
  const shadowed = await payments.shadowed(ctx.db, MOST)
  const isReleasable = shadowed.length > 0 && !isShadow
  ctx.reply(
    lines(
      is_on ? on(unsent, inFlight) : say.pay.payouts.off(reason, unsent, inFlight),
      shadowed.length > 0 && say.shadow.waiting(shadowed.length, sumOf(shadowed)),
    ),
    { buttons: isReleasable ? [button(say.shadow.button.release, 'shadow')] : [] },
  )
}

/** Everything that waited is looked at now. */
async function turnOn(ctx: Context) {
  if (await payoutSwitch.turn(ctx.db, true, '', ctx.now)) {
    ctx.audit('payouts_resumed', 'payouts')
    for (const one of await payments.waiting(ctx.db, ['ready', 'not_configured', 'blocked_payee'], WOKEN))
      startWhenDue(ctx, one)
    for (const one of await payments.waiting(ctx.db, ['unknown', 'accepted'], WOKEN)) lookAtPayment(ctx, one, ctx.now)
  }
  await showState(ctx)
}

async function listInDoubt(ctx: Context) {
  const found = await payments.waiting(ctx.db, IN_FLIGHT, SHOWN)
  if (found.length === 0) return ctx.reply(say.pay.payouts.noneInDoubt)
  ctx.reply(join([say.pay.payouts.inDoubt, ...found.map((one) => paymentLine(one, ctx.now))], '\n'), {
    buttons: found.map(({ id }) => button(say.pay.button.look(paymentRef(id)), 'pay', id)),
  })
}
