import { type Button, button, type Context, join, Refusal } from '#platform/bot.ts'
import { type Aside, nameOf, operationsOf, operationsSay, since } from '#platform/operations/operations.ts'
import { say } from '../texts/index.ts'
import { botOrEvery, EVERY } from '../which-bot.ts'

const PAGE = 5

/** `/dead bounty`: what failed for good, newest first, one by one. */
export const dead = (ctx: Context) => deadPage(ctx, ctx.args.split(/\s+/)[0] ?? '', 0)

export async function deadPage(ctx: Context, name: string, page: number) {
  const bot = botOrEvery(ctx, name)
  const operations = operationsOf(ctx)
  const counts = await operations.countAside(bot)
  const total = counts.update + counts.job + counts.send
  const found = await operations.aside({ bot, most: PAGE, from: page * PAGE })
  if (found.length === 0 && page > 0) return deadPage(ctx, name, 0)
  if (found.length === 0) return ctx.show(operationsSay.dead.none, { buttons: [again(name || EVERY)] })
  const pages = Math.ceil(total / PAGE)
  const rows = found.map((one) => line(ctx, one))
  const foot = pages > 1 ? [say.dead.page(page + 1, pages)] : []
  ctx.show(join([say.dead.title(bot ?? say.all, total), ...rows, ...foot], '\n\n'), {
    buttons: [
      ...found.map((one) => button(say.button.open(nameOf(one)), 'aside', one.kind, one.id)),
      turnsOf(name || EVERY, page, pages),
    ],
  })
}

function line(ctx: Context, one: Aside) {
  const { safe } = operationsOf(ctx)
  const ago = operationsSay.ago(since(one.since, ctx.now))
  return say.dead.line(nameOf(one), one.bot, one.what, ago, safe(one.error, { most: 120 }))
}

const again = (name: string) => button(say.button.refresh, 'dead', name, 0)

const turnsOf = (name: string, page: number, pages: number): Button[] => [
  ...(page > 0 ? [button(say.button.later, 'dead', name, page - 1)] : []),
  again(name),
  ...(page + 1 < pages ? [button(say.button.earlier, 'dead', name, page + 1)] : []),
]

const KINDS = ['update', 'job', 'send'] as const

/** A button's kind is data from outside. */
export function kindOf(word: string): Aside['kind'] {
  const kind = KINDS.find((one) => one === word)
  if (!kind) throw new Refusal(operationsSay.dead.notAside(word.slice(0, 20)))
  return kind
}
