import { button, type Context, type Phrase } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import * as accounts from '../store/accounts.ts'
import type { Account } from '../store/tables.ts'
import { say } from '../texts/index.ts'

export async function start(ctx: Context) {
  const account = await accounts.of(ctx.db, ctx.person.id)
  const state = account ? stateOf(ctx, account) : say.notLinked
  const first = account ? button(say.button.my, 'my', 0) : button(say.button.link, 'link')
  ctx.reply(say.start(state), {
    buttons: [
      [first, button(say.button.tasks, 'tasks', 0, 0)],
      [button(say.button.language, 'lang'), button(say.button.help, 'help')],
    ],
  })
}

function stateOf(ctx: Context, { login, proven_at }: Account): Phrase {
  if (proven_at) return say.account.stateProven(login)
  return outsideOf(ctx).linkUnproven ? say.account.stateSimulated(login) : say.account.stateStated(login)
}
