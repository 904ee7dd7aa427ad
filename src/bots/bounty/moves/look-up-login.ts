import { type Context, Refusal } from '#platform/bot.ts'
import { resolveLogin } from '../jobs/resolve-login.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'

/** An account with work in hand stays: whoever took a task is whose pull request counts. */
export async function refuseWhileBusy(ctx: Context) {
  const account = await accounts.of(ctx.db, ctx.person.id)
  if (!account) return
  const held = await assignments.liveOf(ctx.db, ctx.person.id)
  if (held.length > 0) throw new Refusal(say.link.busy(account.login))
}

export async function lookUpLogin(ctx: Context, login: string) {
  await refuseWhileBusy(ctx)
  lookUpFor(ctx, ctx.person.id, login, 'stated')
}

/** Finds the id behind a login and links it to that person; the answer is told here. */
export function lookUpFor(ctx: Context, person: number, login: string, proof: 'stated' | 'admin') {
  ctx.reply(say.link.looking(login), { as: `link-${login.toLowerCase()}` })
  ctx.enqueue(
    resolveLogin,
    { person, chat: ctx.chat, login, proof },
    { key: `${person}:${login.toLowerCase()}:${proof}` },
  )
}
