import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import * as ledger from '../ledger.ts'
import { money, parseMoney } from '../money.ts'
import { post } from '../moves/post.ts'
import { balanceOf } from '../store/ledger.ts'
import { say } from '../texts/index.ts'

export const CURRENCY = 'USD'

/** `/fund 5000.00`: asks once, because from then on tasks can promise this money. */
export async function fund(ctx: Context) {
  const available = money(await balanceOf(ctx.db, 'budget:available', CURRENCY), CURRENCY)
  if (ctx.args === '') return ctx.reply(say.pay.budget.available(available))
  const cents = parseMoney(ctx.args)
  if (cents === undefined) throw new Refusal(say.pay.budget.usage)
  ctx.reply(say.pay.budget.confirm(money(cents, CURRENCY), available), {
    buttons: [[singleUse(say.pay.button.fund, 'fund', cents), button(say.pay.button.leave, 'leave')]],
  })
}

export async function fundSure(ctx: Context, cents: number) {
  await post(ctx, ledger.fund({ cents, currency: CURRENCY }), `person ${ctx.person.id}`)
  const available = await balanceOf(ctx.db, 'budget:available', CURRENCY)
  ctx.show(say.pay.budget.funded(money(cents, CURRENCY), money(available, CURRENCY)))
}

/** Nothing was done; the question goes away. */
export const leave = (ctx: Context) => ctx.show(say.pay.left)
