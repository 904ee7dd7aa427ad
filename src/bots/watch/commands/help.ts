import { type Context, fmt } from '#platform/bot.ts'
import { operationsOf } from '#platform/operations/operations.ts'
import { say } from '../texts/index.ts'

/** With the name of a bot that is here in the examples. */
export function help(ctx: Context) {
  const { bots } = operationsOf(ctx)
  const bot = bots.find((one) => one !== ctx.bot) ?? ctx.bot
  ctx.reply(fmt`${say.help(bot)}\n\n${ctx.person.is('ops') ? say.helpForOps(bot) : say.needsOps}`)
}
