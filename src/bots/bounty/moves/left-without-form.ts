import type { JobContext } from '#platform/bot.ts'
import { outsideOf } from '../outside.ts'
import { yearOf } from '../period.ts'
import * as payments from '../store/payments.ts'
import type { Payee } from '../store/tables.ts'

/**
 * So many cents may still go to this person this year while no tax form of theirs is on file; undefined where none is
 * needed. `sent` counts what has left, `owed` also what is approved.
 */
export async function leftWithoutForm(
  ctx: JobContext,
  personId: number,
  payee: Payee | undefined,
  currency: string,
  counting: 'sent' | 'owed',
): Promise<number | undefined> {
  const formAbove = outsideOf(ctx).payeeRules?.formAbove
  if (formAbove === undefined || payee?.form_on_file) return undefined
  const { sent, owed } = await payments.sumsSince(ctx.db, personId, currency, yearOf(ctx.now).from)
  return Math.max(0, formAbove - sent - (counting === 'owed' ? owed : 0))
}
