import type { Context } from '#platform/bot.ts'
import { walkRunbook } from '../jobs/walk-runbook.ts'
import { say } from '../texts/index.ts'
import { botIn, botNamed } from '../which-bot.ts'
import { inPlace } from './in-place.ts'

/** `/runbook bounty`: the bot does not answer. Every step is looked at, and what can be done stands under it. */
export function runbook(ctx: Context) {
  const named = botIn(ctx, 'runbook')
  if (named) beginRunbook(ctx, named.bot)
}

export function beginRunbook(ctx: Context, bot: string) {
  ctx.enqueue(walkRunbook, { bot: botNamed(ctx, bot), by: ctx.person.id, ...inPlace(ctx) })
  ctx.answer(say.asking)
}
