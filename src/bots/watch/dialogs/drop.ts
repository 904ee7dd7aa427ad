import { dialog, lines, singleUse, text } from '#platform/bot.ts'
import { operationsOf } from '#platform/operations/operations.ts'
import { ask } from '../questions.ts'
import { say } from '../texts/index.ts'
import { botNamed } from '../which-bot.ts'
import { reason } from './reason.ts'

/** Why what waits for a bot is to be skipped; then it is asked once more, with what it is about. */
export const drop = dialog('drop')
  .ask('bot', say.whichBot, text)
  .ask('why', (_, { bot }) => say.drop.why(bot), reason)
  .finish(async (ctx, { bot: name, why }) => {
    const bot = botNamed(ctx, name)
    const operations = operationsOf(ctx)
    const { backlog = 0 } = (await operations.status()).find((one) => one.bot === bot) ?? {}
    const kept = await operations.countDropped(bot)
    ctx.reply(lines(say.drop.ask(bot, backlog, why), kept > 0 && say.drop.kept(kept)), {
      buttons: [
        ...ask(ctx, { what: 'drop', bot, reason: why }, say.button.dropSure),
        ...(kept > 0 ? [singleUse(say.button.putBack, 'putBack', bot)] : []),
      ],
    })
  })
