import type { JobContext, Phrase } from '#platform/bot.ts'
import { oldEnoughAt } from '../newcomers.ts'
import { outsideOf } from '../outside.ts'
import type { Account } from '../store/tables.ts'
import * as trusted from '../store/trusted.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

/** Why the owner of this account may not take tasks yet; 'unknown' until GitHub was asked, undefined when they may. */
export async function tooNew(ctx: JobContext, account: Account): Promise<Phrase | 'unknown' | undefined> {
  const { accountDays } = outsideOf(ctx)
  if (accountDays === undefined) return undefined
  const from = account.github_created_at && oldEnoughAt(account.github_created_at, accountDays)
  if (from && from <= ctx.now) return undefined
  if (await trusted.has(ctx.db, account.person_id)) return undefined
  return from ? say.people.age.tooNew(account.login, accountDays, moment(from, ctx.now)) : 'unknown'
}
