import { button, type Context, fmt } from '#platform/bot.ts'
import { say } from '../texts/index.ts'

export function help(ctx: Context) {
  if (!ctx.isPrivate) return ctx.reply(say.helpInGroup, { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
  const own = fmt`${say.help}\n${say.pay.receiptHelp}`
  const what = ctx.person.is('admin') ? fmt`${own}\n\n${say.helpForAdmins}\n\n${say.pay.help}\n${say.manage.help}` : own
  ctx.reply(what, { buttons: [[button(say.button.tasks, 'tasks', 0, 0), button(say.button.my, 'my', 0)]] })
}
