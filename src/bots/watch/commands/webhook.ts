import type { Context } from '#platform/bot.ts'
import { askTelegram } from '../jobs/ask-telegram.ts'
import { say } from '../texts/index.ts'
import { botIn, botNamed } from '../which-bot.ts'
import { inPlace } from './in-place.ts'

/** `/webhook bounty`: what Telegram says about it. Telegram is asked by a job; its answer comes a moment later. */
export function webhook(ctx: Context) {
  const named = botIn(ctx, 'webhook')
  if (named) askWebhook(ctx, named.bot)
}

export function askWebhook(ctx: Context, bot: string) {
  ctx.enqueue(askTelegram, { bot: botNamed(ctx, bot), ...inPlace(ctx) })
  ctx.answer(say.asking)
}
