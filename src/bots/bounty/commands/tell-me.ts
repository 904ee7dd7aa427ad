import { type Context, Refusal } from '#platform/bot.ts'
import { refuseBanned } from '../moves/unless-banned.ts'
import * as waiters from '../store/waiters.ts'
import { say } from '../texts/index.ts'

/** Puts the person on the list of those who hear of a free task; they keep the place of their first asking. */
export async function tellMe(ctx: Context) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  await refuseBanned(ctx)
  const isNew = await waiters.add(ctx.db, ctx.person.id, ctx.person.telegramId, ctx.now)
  ctx.reply(isNew ? say.lease.willTell : say.lease.willTellAlready)
}
