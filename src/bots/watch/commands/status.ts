import { button, type Context } from '#platform/bot.ts'
import { operationsOf } from '#platform/operations/operations.ts'
import { statusCard } from '../status-card.ts'
import { say } from '../texts/index.ts'
import { EVERY } from '../which-bot.ts'

/** `/status`: every bot at one look. */
export async function status(ctx: Context) {
  const operations = operationsOf(ctx)
  const all = await operations.status()
  const hasDead = all.some(({ dead }) => dead.update + dead.job + dead.send > 0)
  ctx.show(statusCard(all, ctx.now, operations.safe), {
    buttons: [
      [button(say.button.refresh, 'status'), button(say.button.pin, 'pin')],
      ...(hasDead ? [[button(say.button.dead, 'dead', EVERY, 0), button(say.button.errors, 'errors', EVERY)]] : []),
    ],
  })
}
