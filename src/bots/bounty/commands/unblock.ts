import { type Context, Refusal } from '#platform/bot.ts'
import { namedPerson } from '../moves/named-person.ts'
import { takesBlocked } from '../moves/takes-blocked.ts'
import * as falseClaims from '../store/false-claims.ts'
import { say } from '../texts/index.ts'

/** `/unblock @ann`: they may take tasks again; the pull requests of others that they submitted are forgiven. Never one's own. */
export async function unblock(ctx: Context) {
  if (ctx.args === '' || /\s/.test(ctx.args)) throw new Refusal(say.people.claims.unblockUsage)
  const { id, name, telegramId } = await namedPerson(ctx, ctx.args)
  if (id === ctx.person.id) throw new Refusal(say.manage.ban.self)
  const { until, claims } = await takesBlocked(ctx, id)
  if (!until) throw new Refusal(say.people.claims.notBlocked(id))
  await falseClaims.liftAll(ctx.db, id, ctx.now)
  ctx.audit('takes_unblocked', `person ${id}`, { claims: claims.length })
  ctx.send(telegramId, say.people.claims.over)
  ctx.reply(say.people.claims.unblocked(name, id))
}
