import { button, type Context, fmt } from '#platform/bot.ts'
import { say } from '../texts/index.ts'

export function help(ctx: Context) {
  if (!ctx.isPrivate) return ctx.reply(say.helpInGroup, { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
  const what = ctx.person.is('admin') ? fmt`${say.help}\n\n${say.helpForAdmins}` : say.help
  ctx.reply(what, { buttons: [[button(say.button.tasks, 'tasks', 0, 0), button(say.button.my, 'my', 0)]] })
}
