import type { JobContext } from '#platform/bot.ts'
import * as payments from '../store/payments.ts'
import { startWhenDue } from './make-payment.ts'

/** What kept this person from being paid may be gone: their payments that wait for it look again at once. */
export async function wakePayee(ctx: JobContext, personId: number) {
  for (const payment of await payments.blockedOf(ctx.db, personId)) startWhenDue(ctx, payment)
}
