import { after, type JobContext } from '#platform/bot.ts'
import { reconcile } from '../jobs/by-name.ts'
import type { Transfer } from '../ledger.ts'
import { RECONCILE_PAUSE } from '../payments.ts'
import * as ledger from '../store/ledger.ts'

/** The only way to move money: the transfer and its row of the audit log commit together. `subject` is a task, an assignment or a payment. */
export async function post(ctx: JobContext, transfer: Transfer, subject: string) {
  const id = await ledger.add(ctx.db, transfer, subject, ctx.now)
  const { kind, from, to, cents, currency } = transfer
  ctx.audit(`ledger_${kind}`, `T${id}`, { about: subject, from, to, cents, currency })
  ctx.enqueue(reconcile, {}, { key: 'after', at: after(ctx.now, RECONCILE_PAUSE) })
}
