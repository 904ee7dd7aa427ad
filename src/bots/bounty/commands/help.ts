import { button, type Context, fmt, lines } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import { say } from '../texts/index.ts'

export function help(ctx: Context) {
  if (!ctx.isPrivate) return ctx.reply(say.helpInGroup, { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
  const { payouts, payeeRules, hasComments } = outsideOf(ctx)
  const payee = payeeRules ? [say.people.payee.help] : payouts.wantsAccount ? [say.office.payee.help] : []
  const publicly = hasComments ? [say.receipts.helpPublic, say.receipts.help] : []
  const own = lines(say.help, say.pay.receiptHelp, ...publicly, ...payee)
  const what = ctx.person.is('admin')
    ? fmt`${own}\n\n${say.helpForAdmins}\n\n${say.pay.help}\n${say.manage.help}\n${lines(say.people.help, payeeRules && say.people.payee.helpForAdmins)}`
    : own
  ctx.reply(what, { buttons: [[button(say.button.tasks, 'tasks', 0, 0), button(say.button.my, 'my', 0)]] })
}
