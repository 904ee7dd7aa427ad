import { button, type Context, lines, Refusal } from '#platform/bot.ts'
import { quoted } from '../clean.ts'
import { link as linkDialog } from '../dialogs/link.ts'
import { parseLogin } from '../github/login.ts'
import { money } from '../money.ts'
import { beginGist } from '../moves/begin-gist.ts'
import { beginSignIn } from '../moves/begin-sign-in.ts'
import { lookUpLogin, refuseWhileBusy } from '../moves/look-up-login.ts'
import { outsideOf } from '../outside.ts'
import { say } from '../texts/index.ts'

/** `/link`, `/link device`, `/link gist octocat`, or a login that is only stated: `/link octocat`. */
export async function link(ctx: Context) {
  const [first = '', ...rest] = ctx.args.split(/\s+/)
  if (first === '') return askLink(ctx)
  if (first === 'device' && rest.length === 0) return beginSignIn(ctx)
  if (first === 'gist') {
    if (rest.length !== 1) throw new Refusal(say.account.usageGist)
    return beginGist(ctx, loginIn(rest.join(' ')))
  }
  return lookUpLogin(ctx, loginIn(ctx.args))
}

/** Shows the roads to a proof; where a stated login is enough it is asked for. */
export async function askLink(ctx: Context) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  const { linkUnproven, accounts, secrets, codeMost } = outsideOf(ctx)
  if (linkUnproven) {
    await refuseWhileBusy(ctx)
    return ctx.begin(linkDialog)
  }
  ctx.reply(lines(say.account.how, secrets && say.account.howStated(money(codeMost, 'USD'))), {
    buttons: accounts.canSignIn ? [button(say.account.button.signIn, 'signIn')] : [],
  })
}

export const signIn = (ctx: Context) => beginSignIn(ctx)

function loginIn(text: string): string {
  const login = parseLogin(text)
  if (login === undefined) throw new Refusal(say.link.badLogin(quoted(text)))
  return login
}
