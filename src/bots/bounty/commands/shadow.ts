import { button, type Context, Refusal, singleUse } from '#platform/bot.ts'
import { MOST, releaseFromShadow } from '../moves/shadow.ts'
import { outsideOf } from '../outside.ts'
import { sumOf } from '../shadow.ts'
import * as payments from '../store/payments.ts'
import * as questions from '../store/questions.ts'
import { say } from '../texts/index.ts'

type Asked = { payments: number[] }

/** What would be released, and to say yes to it. Nobody releases what they are paid themselves. */
export async function askShadow(ctx: Context) {
  if (outsideOf(ctx).isShadow) throw new Refusal(say.shadow.notYet)
  const waiting = await payments.shadowed(ctx.db, MOST, ctx.person.id)
  if (waiting.length === 0) throw new Refusal(say.shadow.none)
  const asked: Asked = { payments: waiting.map(({ id }) => id) }
  const question = await questions.ask(ctx.db, ctx.person.id, 'shadow', asked, ctx.now)
  ctx.show(say.shadow.sure(waiting.length, sumOf(waiting)), {
    buttons: [[singleUse(say.shadow.button.sure, 'shadowSure', question), button(say.pay.button.leave, 'leave')]],
  })
}

export async function shadowSure(ctx: Context, question: number) {
  if (outsideOf(ctx).isShadow) throw new Refusal(say.shadow.notYet)
  const asked = await questions.take<Asked>(ctx.db, question, ctx.person.id, 'shadow', ctx.now)
  if (!asked) throw new Refusal(say.manage.sure.over)
  const released = await releaseFromShadow(ctx, asked.payments)
  if (released.length === 0) throw new Refusal(say.shadow.none)
  ctx.show(say.shadow.released(released.length, sumOf(released)))
}
