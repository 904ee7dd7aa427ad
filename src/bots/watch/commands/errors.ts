import { button, type Context, fmt, join } from '#platform/bot.ts'
import { nameOf, operationsOf, operationsSay, since, type Trouble } from '#platform/operations/operations.ts'
import { say } from '../texts/index.ts'
import { botOrEvery, EVERY } from '../which-bot.ts'

const SHOWN = 8

/** `/errors`, `/errors bounty`: what failed lately, also what is still being tried. */
export const errors = (ctx: Context) => errorsList(ctx, ctx.args.split(/\s+/)[0] ?? '')

export async function errorsList(ctx: Context, name: string) {
  const bot = botOrEvery(ctx, name)
  const found = await operationsOf(ctx).errors(bot, SHOWN)
  const refresh = button(say.button.refresh, 'errors', bot ?? EVERY)
  if (found.length === 0) return ctx.show(say.errors.none, { buttons: [refresh] })
  ctx.show(join([say.errors.title, ...found.map((one) => line(ctx, one))], '\n\n'), {
    buttons: [
      ...found
        .filter(({ isDead }) => isDead)
        .slice(0, 4)
        .map((one) => button(say.button.open(nameOf(one)), 'aside', one.kind, one.id)),
      refresh,
    ],
  })
}

function line(ctx: Context, one: Trouble) {
  const { safe } = operationsOf(ctx)
  const ago = operationsSay.ago(since(one.at, ctx.now))
  const told = say.errors.line(nameOf(one), one.bot, one.what, ago, safe(one.error, { most: 160 }))
  return one.isDead ? told : fmt`${told} (${say.errors.trying})`
}
