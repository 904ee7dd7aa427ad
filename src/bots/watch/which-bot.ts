import { button, type Context, Refusal } from '#platform/bot.ts'
import { operationsOf, operationsSay } from '#platform/operations/operations.ts'
import { say } from './texts/index.ts'

/** In a button, for all bots. */
export const EVERY = '*'

/** The bot of that name, or a refusal that lists what there is. Names are typed on phones: case and an @ do not matter. */
export function botNamed(ctx: Context, word: string): string {
  const { bots } = operationsOf(ctx)
  const name = word.toLowerCase().replace(/^@/, '')
  const found = bots.find((bot) => bot === name)
  if (found) return found
  throw new Refusal(operationsSay.noSuchBot(word.slice(0, 40), bots.join(', ')))
}

/** The first word of the command as a bot, and the rest. Without one the person is offered the names, and it is undefined. */
export function botIn(ctx: Context, press: string): { bot: string; rest: string } | undefined {
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(ctx.args) ?? []
  if (word !== '') return { bot: botNamed(ctx, word), rest }
  ctx.reply(say.whichBot, { buttons: rowsOf(operationsOf(ctx).bots.map((bot) => button(bot, press, bot))) })
  return undefined
}

/** The same for commands that are also about all of them. */
export const botOrEvery = (ctx: Context, word: string): string | undefined =>
  word === '' || word === EVERY ? undefined : botNamed(ctx, word)

const PER_ROW = 2

const rowsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / PER_ROW) }, (_, row) => all.slice(row * PER_ROW, (row + 1) * PER_ROW))
