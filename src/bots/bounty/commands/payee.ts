import { after, type Context, Refusal } from '#platform/bot.ts'
import { NEW_PAYEE_PAUSE } from '../moves/payee-account.ts'
import { wakePayee } from '../moves/wake-payee.ts'
import { outsideOf } from '../outside.ts'
import * as payees from '../store/payees.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

/** `/payee acct_…`: where one's money goes, where it is paid by transfer. What is on its way already is not turned round. */
export async function payee(ctx: Context) {
  if (!outsideOf(ctx).payouts.wantsAccount) throw new Refusal(say.office.payee.notHere)
  const before = await payees.of(ctx.db, ctx.person.id)
  if (ctx.args === '') {
    ctx.reply(before ? say.office.payee.current(before.account) : say.office.payee.usage)
    return
  }
  const account = /^acct_[A-Za-z0-9]{8,64}$/.exec(ctx.args)?.[0]
  if (account === undefined) throw new Refusal(say.office.payee.usage)
  if (before?.account === account) return ctx.reply(say.office.payee.current(account))
  await payees.put(ctx.db, ctx.person.id, account, ctx.now)
  ctx.audit('payee_named', `person ${ctx.person.id}`, { from: before?.account, to: account })
  ctx.reply(say.office.payee.named(account, moment(after(ctx.now, NEW_PAYEE_PAUSE), ctx.now)))
  await wakePayee(ctx, ctx.person.id)
}
