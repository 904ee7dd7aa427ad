import { job, lines, singleUse } from '#platform/bot.ts'
import { operationsOf, operationsSay, type Skipped } from '#platform/operations/operations.ts'
import type { Outside } from '../outside.ts'
import { say } from '../texts/index.ts'

type Input = { bot: string; reason: string; by: string; actor: number; chat: number }

/** Skips what waits for a bot. Killed in the middle it is simply begun again: what was skipped stays so. */
export const dropUpdates = job('drop-updates', {
  tries: 4,
  call: ({ input: { bot, ...deed }, outside, now }: { input: Input; outside: Outside; now: Date }) =>
    outside.fleet.drop(bot, { ...deed, now }),
  async save(ctx, { bot, chat }: Input, { fromTelegram, fromInbox, left }: Skipped) {
    const kept = await operationsOf(ctx).countDropped(bot)
    ctx.send(
      chat,
      lines(
        operationsSay.drop.done(bot, fromTelegram + fromInbox, fromTelegram, fromInbox),
        left === 'webhook' && say.drop.leftWebhook,
        left === 'poller' && say.drop.leftPoller,
        kept > 0 && say.drop.kept(kept),
      ),
      { buttons: kept > 0 ? [singleUse(say.button.putBack, 'putBack', bot)] : [] },
    )
  },
  dead(ctx, { bot, chat }: Input, error) {
    ctx.send(chat, say.drop.failed(bot, operationsOf(ctx).safe(error)))
  },
})
