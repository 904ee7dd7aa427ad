import { type JobContext, join } from '#platform/bot.ts'
import { chatOf } from '../store/people.ts'
import type { Account } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { firstMoneyWaitsUntil } from './first-money.ts'

/** The owner of an account hears what an admin has changed, and from when money can go to them: whoever lied to the admin is found out. */
export async function tellRelinked(ctx: JobContext, before: Account, login: string) {
  const chat = await chatOf(ctx.db, before.person_id)
  if (chat === undefined) return
  const until = await firstMoneyWaitsUntil(ctx, before.person_id)
  const money = until ? say.office.relink.moneyFrom(moment(until, ctx.now)) : say.office.relink.moneyAsBefore
  ctx.send(chat, join([say.office.relink.told(before.login, login), money], ' '))
}
