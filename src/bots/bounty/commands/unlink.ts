import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { accountUnlinked } from '../events.ts'
import { refsOf } from '../moves/own.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import type { Account } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** Asks once; with work or money on its way the account stays. */
export async function unlink(ctx: Context) {
  const account = await unlinkable(ctx)
  ctx.reply(say.account.unlinkSure(account.login), {
    buttons: [[singleUse(say.account.button.unlinkSure, 'unlinkSure'), button(say.button.keep, 'my', 0)]],
  })
}

export async function unlinkSure(ctx: Context) {
  const account = await unlinkable(ctx)
  await accounts.unlink(ctx.db, ctx.person.id)
  accountUnlinked(ctx, account)
  ctx.show(say.account.unlinked(account.login), { buttons: [button(say.button.link, 'link')] })
}

async function unlinkable(ctx: Context): Promise<Account> {
  const account = await accounts.lock(ctx.db, ctx.person.id)
  if (!account) throw new Refusal(say.notLinked, { buttons: [button(say.button.link, 'link')] })
  const live = await assignments.liveOf(ctx.db, ctx.person.id)
  if (live.length > 0) throw new Refusal(say.account.stays(account.login, refsOf(live)))
  return account
}
