import { button, job, lines } from '#platform/bot.ts'
import { type AtTelegram, operationsOf, operationsSay, since } from '#platform/operations/operations.ts'
import type { Outside } from '../outside.ts'
import { say } from '../texts/index.ts'
import { answer } from './answer.ts'
import { ask } from './ask.ts'

type Input = { bot: string; chat: number; message?: number | undefined }

/** What Telegram says about a bot's webhook. */
export const askTelegram = job('ask-telegram', {
  call: ({ input, outside }: { input: Input; outside: Outside }) => ask(outside, input.bot),
  save(ctx, { bot, ...place }: Input, found: AtTelegram | { failed: string }) {
    const { safe } = operationsOf(ctx)
    const buttons = [[button(say.button.refresh, 'webhook', bot), button(say.button.runbook, 'runbook', bot)]]
    if ('failed' in found) return answer(ctx, place, say.webhook.unasked(bot, safe(found.failed)), { buttons })
    const { polls, setTo, pending, noError, lastError } = operationsSay.webhook
    const { url, lastError: last } = found
    const error = last ? lastError(operationsSay.ago(since(last.at, ctx.now)), safe(last.message)) : noError
    answer(ctx, place, lines(url ? setTo(bot, safe(url)) : polls(bot), pending(found.pending), error), { buttons })
  },
})
