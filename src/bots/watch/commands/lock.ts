import { button, type Context } from '#platform/bot.ts'
import { type LeaseRow, operationsOf, operationsSay, span } from '#platform/operations/operations.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { botIn, botNamed } from '../which-bot.ts'

/** `/lock bounty`: who polls for it, and when Telegram last answered them. */
export async function lock(ctx: Context) {
  const named = botIn(ctx, 'lock')
  if (named) await lockCard(ctx, named.bot)
}

export async function lockCard(ctx: Context, name: string) {
  const bot = botNamed(ctx, name)
  const row = await operationsOf(ctx).lock(bot)
  const { host, pid, env } = row?.holder ?? { host: '', pid: 0, env: '' }
  const card = !row
    ? say.lock.never(bot)
    : row.held
      ? say.lock.card(bot, host, pid, env, moment(row.acquiredAt, ctx.now), beatOf(row), row.epoch)
      : say.lock.free(bot, host, beatOf(row))
  const mayRelease = row?.held && ctx.person.is('ops')
  ctx.show(card, {
    buttons: [
      [button(say.button.refresh, 'lock', bot), button(say.button.runbook, 'runbook', bot)],
      ...(mayRelease ? [button(say.button.release, 'release', bot)] : []),
    ],
  })
}

const beatOf = ({ heartbeatAge }: LeaseRow) =>
  heartbeatAge === undefined ? operationsSay.never : operationsSay.ago(span(heartbeatAge))
