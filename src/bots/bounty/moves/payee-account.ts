import { after, hours, type JobContext } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import * as payees from '../store/payees.ts'

/** Money waits so long after an account was named: whoever stole a chat cannot cash in at once. */
export const NEW_PAYEE_PAUSE = hours(24)

export interface PayeeAccount {
  readonly account: string | null
  /** While the account is too new. */
  readonly until?: Date
}

/** Where this person is paid, at a receiver that wants to know. */
export async function payeeAccount(ctx: JobContext, personId: number): Promise<PayeeAccount> {
  const { payouts, linkUnproven } = outsideOf(ctx)
  const payee = payouts.wantsAccount ? await payees.of(ctx.db, personId) : undefined
  if (!payee?.account || !payee.set_at) return { account: null }
  const until = after(payee.set_at, NEW_PAYEE_PAUSE)
  return until > ctx.now && !linkUnproven ? { account: payee.account, until } : { account: payee.account }
}
