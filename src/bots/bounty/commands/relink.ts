import { type Context, Refusal } from '#platform/bot.ts'
import { quoted } from '../clean.ts'
import { parseLogin } from '../github/login.ts'
import { lookUpFor } from '../moves/look-up-login.ts'
import { refsOf } from '../moves/own.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'

/** `/relink 12 octocat`: an admin vouches for somebody who has lost the account that was linked. Never for themselves. */
export async function relink(ctx: Context) {
  const [, id, text] = /^([0-9]{1,9})\s+(\S+)$/.exec(ctx.args) ?? []
  if (id === undefined || text === undefined) throw new Refusal(say.account.relinkUsage)
  const login = parseLogin(text)
  if (login === undefined) throw new Refusal(say.link.badLogin(quoted(text)))
  const person = Number(id)
  if (person === ctx.person.id) throw new Refusal(say.account.relinkSelf)
  const account = await accounts.lock(ctx.db, person)
  if (!account) throw new Refusal(say.account.relinkNobody(person))
  const live = await assignments.liveOf(ctx.db, person)
  if (live.length > 0) throw new Refusal(say.account.stays(account.login, refsOf(live)))
  ctx.audit('github_relink', `person ${person}`, { from: account.login, to: login })
  lookUpFor(ctx, person, login, 'admin')
}
