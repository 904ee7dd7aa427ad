import { type Context, Refusal } from '#platform/bot.ts'
import * as bans from '../store/bans.ts'
import { say } from '../texts/index.ts'

/** A refusal with the reason for whoever is banned. */
export async function refuseBanned(ctx: Context) {
  const ban = await bans.of(ctx.db, ctx.person.id)
  if (ban) throw new Refusal(say.manage.ban.refused(ban.reason))
}
