import { button, type Context } from '#platform/bot.ts'
import { operationsOf } from '#platform/operations/operations.ts'
import { statusCard } from '../status-card.ts'
import { say } from '../texts/index.ts'

/** Who runs the house sees how it is; anybody else reads how to become one of them. */
export async function start(ctx: Context) {
  if (!ctx.person.is('admin')) return ctx.reply(say.stranger(ctx.person.telegramId))
  const operations = operationsOf(ctx)
  ctx.reply(say.start(statusCard(await operations.status(), ctx.now, operations.safe)), {
    buttons: [[button(say.button.refresh, 'status'), button(say.button.pin, 'pin')]],
  })
}
