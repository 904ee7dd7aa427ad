import { button, type Context, Refusal } from '#platform/bot.ts'
import { operationsOf, operationsSay } from '#platform/operations/operations.ts'
import { drop as dropDialog } from '../dialogs/drop.ts'
import { dropUpdates } from '../jobs/drop-updates.ts'
import { take } from '../questions.ts'
import { say } from '../texts/index.ts'
import { botIn, botNamed } from '../which-bot.ts'

/** `/drop bounty why`: skips what waits for a bot, and keeps it. What is missing is asked for. */
export function drop(ctx: Context) {
  const named = botIn(ctx, 'drop')
  if (!named) return
  ctx.begin(dropDialog, named.rest === '' ? { bot: named.bot } : { bot: named.bot, why: reasonOf(named.rest) })
}

export const beginDrop = (ctx: Context, bot: string) => ctx.begin(dropDialog, { bot: botNamed(ctx, bot) })

/** It takes a moment, and Telegram; the job tells what came of it. */
export function dropSure(ctx: Context, question: number) {
  const { bot, reason } = take(ctx, question, 'drop')
  const { by } = operationsOf(ctx).deed(reason)
  ctx.enqueue(dropUpdates, { bot, reason, by, actor: ctx.person.id, chat: ctx.chat }, { key: bot })
  ctx.show(say.drop.begun(bot))
}

/** All that was skipped of the bot comes back, in its order. */
export async function putBack(ctx: Context, name: string) {
  const bot = botNamed(ctx, name)
  const back = await operationsOf(ctx).replayDropped(bot)
  ctx.show(back.length > 0 ? operationsSay.drop.back(bot, back.length) : operationsSay.drop.nothingBack, {
    buttons: [button(say.button.refresh, 'status')],
  })
}

function reasonOf(text: string): string {
  const line = text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()
  if (line.length > 500) throw new Refusal(say.reasonLong(500))
  return line
}
