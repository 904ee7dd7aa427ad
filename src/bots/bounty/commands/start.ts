import { button, type Context } from '#platform/bot.ts'
import * as accounts from '../store/accounts.ts'
import { say } from '../texts/index.ts'

export async function start(ctx: Context) {
  const account = await accounts.of(ctx.db, ctx.person.id)
  const state = account ? say.linkedAs(account.login) : say.notLinked
  const first = account ? button(say.button.my, 'my', 0) : button(say.button.link, 'link')
  ctx.reply(say.start(state), {
    buttons: [
      [first, button(say.button.tasks, 'tasks', 0, 0)],
      [button(say.button.language, 'lang'), button(say.button.help, 'help')],
    ],
  })
}
