import type { JobContext } from '#platform/bot.ts'
import { approvalsNeeded, dueAt, isOnAuthorsWord, isOnTheirWord } from '../approval.ts'
import { paymentMoved } from '../events.ts'
import { startPayout } from '../jobs/by-name.ts'
import { outsideOf } from '../outside.ts'
import { payoutBody, payoutKey } from '../payouts/port.ts'
import { assignmentRef, paymentRef } from '../refs.ts'
import * as approvals from '../store/approvals.ts'
import * as payments from '../store/payments.ts'
import type { Assignment, Payment } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { amountOf } from './settle.ts'
import { tellAdmins } from './tell-admins.ts'

export interface Promised {
  readonly cents: number
  readonly currency: string
  /** 1 for the first payment of an assignment; more only after one that is proven to have failed. */
  readonly seq: number
  /** The admin who took it upon them, if one did: the first of those who must agree. */
  readonly admin?: number | undefined
  readonly dueFrom: Date
  /** Not sent before this, where amount and `dueFrom` do not say it: a share waits as long as the whole would have. */
  readonly dueAt?: Date | null
  /** It takes the place of a payment that came from shadow. */
  readonly shadowedAt?: Date | null
  /** Not fewer have to agree. */
  readonly least?: number | undefined
  /** The admins need not hear that it waits for them. */
  readonly quietly?: boolean | undefined
}

/** Payee, amount, key and bytes are frozen here. It leaves when it is due and as many admins as the amount wants agree. */
export async function makePayment(ctx: JobContext, assignment: Assignment, promised: Promised): Promise<Payment> {
  const { environment, limits, isShadow } = outsideOf(ctx)
  const { id, user_id } = assignment
  const { cents, currency, seq, admin, least = 0 } = promised
  const isFirst = !(await payments.wasPaidBefore(ctx.db, user_id))
  const wanted = isOnTheirWord(assignment) ? 2 : approvalsNeeded(cents, isFirst, limits)
  const needed = Math.max(wanted, isOnAuthorsWord(assignment) ? 1 : 0, least)
  const have = admin === undefined ? 0 : 1
  const payment = await payments.add(ctx.db, {
    user_id,
    assignment_id: id,
    seq,
    amount_cents: cents,
    currency,
    status: have >= needed ? 'ready' : have === 1 ? 'needs_2nd' : 'created',
    approvals_needed: needed,
    due_at: promised.dueAt === undefined ? dueAt(cents, promised.dueFrom, limits) : promised.dueAt,
    idempotency_key: payoutKey(environment, id, seq),
    body: payoutBody(user_id, id, cents),
    created_at: ctx.now,
    shadowed_at: isShadow ? ctx.now : (promised.shadowedAt ?? null),
  })
  if (admin !== undefined) await approvals.add(ctx.db, payment.id, admin, ctx.now)
  paymentMoved(ctx, payment, payment.status, { approvals_needed: needed })
  if (payment.status === 'ready') startWhenDue(ctx, payment)
  else if (!promised.quietly)
    await tellAdmins(ctx, say.pay.admin.wanted(paymentRef(payment.id), assignmentRef(id), amountOf(payment)), payment)
  return payment
}

export function startWhenDue(ctx: JobContext, { id, due_at }: Payment) {
  ctx.enqueue(startPayout, { payment: id }, { key: paymentRef(id), at: due_at && due_at > ctx.now ? due_at : ctx.now })
}
