import { type Context, Refusal } from '#platform/bot.ts'
import { isAlive, operationsOf, operationsSay, span } from '#platform/operations/operations.ts'
import { ask, take } from '../questions.ts'
import { say } from '../texts/index.ts'
import { botIn, botNamed } from '../which-bot.ts'

/** `/release bounty why`: takes a lock that hangs from its holder. Asks once: the holder is stopped by it. */
export async function release(ctx: Context) {
  const named = botIn(ctx, 'release')
  if (named) await askToRelease(ctx, named.bot, named.rest)
}

export const askRelease = (ctx: Context, bot: string) => askToRelease(ctx, botNamed(ctx, bot), '')

async function askToRelease(ctx: Context, bot: string, reason: string) {
  const row = await operationsOf(ctx).lock(bot)
  if (!row?.held) throw new Refusal(operationsSay.lock.nothing(bot))
  const { host, pid } = row.holder
  const force = isAlive(row)
  const question = { what: 'release', bot, epoch: row.epoch, force, reason: reason.slice(0, 500) } as const
  if (!force) return ctx.show(say.lock.ask(bot, host, pid), { buttons: ask(ctx, question, say.button.releaseSure) })
  const works = operationsSay.lock.alive(bot, operationsSay.ago(span(row.heartbeatAge ?? 0)))
  ctx.show(say.lock.askAlive(works, bot, host, pid), { buttons: ask(ctx, question, say.button.releaseForce) })
}

/** From exactly the holder that was shown. */
export async function releaseSure(ctx: Context, question: number) {
  const { bot, epoch, force, reason } = take(ctx, question, 'release')
  const outcome = await operationsOf(ctx).release(bot, epoch, { force, reason })
  ctx.show(outcome === 'released' ? operationsSay.lock.released(bot) : operationsSay.lock.changed(bot))
}
