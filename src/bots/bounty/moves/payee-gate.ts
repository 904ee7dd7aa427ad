import type { JobContext } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import { countryFault } from '../payee-rules.ts'
import * as accounts from '../store/accounts.ts'
import * as bans from '../store/bans.ts'
import * as payees from '../store/payees.ts'
import type { Payee } from '../store/tables.ts'
import { leftWithoutForm } from './left-without-form.ts'

/** What a payee has to say or hand in before they can be paid. */
export type ProfileFault = 'noAccount' | 'noCountry' | 'country'
/** Why nobody may be paid here and now. */
export type PayeeFault = 'notLinked' | 'unproven' | 'banned' | 'noForm' | ProfileFault

/** What keeps this person from being paid that sum; undefined when nothing does. */
export async function payeeFault(
  ctx: JobContext,
  personId: number,
  sum?: { readonly amount_cents: number; readonly currency: string },
): Promise<PayeeFault | undefined> {
  const { linkUnproven } = outsideOf(ctx)
  if (await bans.of(ctx.db, personId)) return 'banned'
  const account = await accounts.of(ctx.db, personId)
  if (!account) return 'notLinked'
  if (!account.proven_at && !linkUnproven) return 'unproven'
  const payee = await payees.of(ctx.db, personId)
  const fault = profileFault(ctx, payee)
  if (fault || !sum || outsideOf(ctx).payeeRules?.formAbove === undefined) return fault
  // Two payments of one person that start at once do not both see the room that is only enough for one.
  await accounts.lock(ctx.db, personId)
  const left = await leftWithoutForm(ctx, personId, payee, sum.currency, 'sent')
  return left !== undefined && sum.amount_cents > left ? 'noForm' : undefined
}

export function profileFault(ctx: JobContext, payee: Payee | undefined): ProfileFault | undefined {
  const { payouts, payeeRules } = outsideOf(ctx)
  if (payouts.wantsAccount && !payee?.account) return 'noAccount'
  return payeeRules && countryFault(payee?.country, payeeRules)
}
