import { type Context, Refusal } from '#platform/bot.ts'
import { quoted } from '../clean.ts'
import { link as linkDialog } from '../dialogs/link.ts'
import { parseLogin } from '../github/login.ts'
import { lookUpLogin, refuseWhileBusy } from '../moves/look-up-login.ts'
import { say } from '../texts/index.ts'

/** `/link`, or `/link octocat` at once. */
export async function link(ctx: Context) {
  if (ctx.args === '') return askLogin(ctx)
  const login = parseLogin(ctx.args)
  if (login === undefined) throw new Refusal(say.link.badLogin(quoted(ctx.args)))
  return lookUpLogin(ctx, login)
}

export async function askLogin(ctx: Context) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  await refuseWhileBusy(ctx)
  ctx.begin(linkDialog)
}
