import { button, type Context, join, lines } from '#platform/bot.ts'
import { type JobsLine, operationsOf, operationsSay, SLOW_S, since } from '#platform/operations/operations.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { botOrEvery, EVERY } from '../which-bot.ts'

const SHOWN = 20

/** `/jobs`, `/jobs bounty`: work for later, by kind. */
export const jobs = (ctx: Context) => jobsList(ctx, ctx.args.split(/\s+/)[0] ?? '')

export async function jobsList(ctx: Context, name: string) {
  const bot = botOrEvery(ctx, name)
  const found = await operationsOf(ctx).jobs(bot)
  const buttons = [button(say.button.refresh, 'jobs', bot ?? EVERY)]
  if (found.length === 0) return ctx.show(say.jobs.none, { buttons })
  const rest = found.length > SHOWN ? [say.alert.more(found.length - SHOWN)] : []
  ctx.show(join([say.jobs.title, ...found.slice(0, SHOWN).map((one) => line(one, ctx.now)), ...rest], '\n\n'), {
    buttons,
  })
}

function line({ bot, name, waiting, running, failing, dead, nextAt }: JobsLine, now: Date) {
  const isOverdue = nextAt !== undefined && now.getTime() - nextAt.getTime() > SLOW_S * 1000
  return lines(
    say.jobs.line(bot, name),
    say.jobs.counts(waiting, running, failing, dead),
    nextAt &&
      (isOverdue ? say.jobs.overdue(operationsSay.ago(since(nextAt, now))) : say.jobs.next(moment(nextAt, now))),
  )
}
