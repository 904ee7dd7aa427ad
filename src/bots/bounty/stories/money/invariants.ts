import { expect } from 'vitest'
import type { Workbench } from '#testing/workbench.ts'
import { reconcile } from '../../moves/reconcile.ts'
import type { Payment } from '../../store/tables.ts'
import { CREATOR, LIMITS, PAYEES, START } from './begin.ts'
import type { Receiver } from './receiver.ts'

/** I1 to I14 of the money, on what a story has left behind. */
export async function invariants(desk: Workbench, receiver: Receiver, cents: number, audits: readonly string[]) {
  const all = await desk.rows<Payment>('select * from bounty.payments order by id')
  onePaymentEach(all, receiver)
  for (const one of all) creditsFit(one, receiver, cents)
  sameBytes(receiver)
  await enoughHaveAgreed(desk, all)
  await ledgerIsRight(desk, audits)
}

function onePaymentEach(all: readonly Payment[], { credits }: Receiver) {
  for (const payee of PAYEES) {
    const own = credits.filter(({ body }) => (JSON.parse(body) as { user_id: number }).user_id === payee)
    expect(own.length, `I1: person ${payee} was credited ${own.length} times`).toBeLessThanOrEqual(1)
    const live = all.filter((one) => one.user_id === payee && one.status !== 'voided' && one.status !== 'failed')
    expect(live.length, 'I5: one live payment for an assignment').toBeLessThanOrEqual(1)
  }
}

function creditsFit({ id, status, body, idempotency_key, amount_cents }: Payment, receiver: Receiver, cents: number) {
  const found = receiver.credits.filter(({ key }) => key === idempotency_key).map((credit) => credit.body)
  if (status === 'voided' || status === 'failed') expect(found, `I2: P${id} is ${status}`).toEqual([])
  if (status === 'paid' || status === 'reversed') expect(found, `I3: P${id} is ${status}`).toEqual([body])
  expect(amount_cents, `I13: P${id}`).toBe(cents)
}

function sameBytes({ asked }: Receiver) {
  const bodies = new Map<string, string>()
  for (const { key, body } of asked) {
    expect(body, `I9: bytes under ${key}`).toBe(bodies.get(key) ?? body)
    bodies.set(key, body)
  }
}

/** I7: what has left was agreed to by as many as its amount wants, not by its payee, a large sum not by its task's maker. */
async function enoughHaveAgreed(desk: Workbench, all: readonly Payment[]) {
  const agreed = await desk.rows<{ payment_id: number; person_id: number }>('select * from bounty.payment_approvals')
  for (const { id, user_id, amount_cents, first_sent_at, seq } of all) {
    const by = agreed.filter(({ payment_id }) => payment_id === id).map(({ person_id }) => person_id)
    const wanted = amount_cents > LIMITS.oneAdminMost ? 2 : amount_cents > LIMITS.autoMost ? 1 : 0
    if (first_sent_at) expect(new Set(by).size, `I7: P${id} has left`).toBeGreaterThanOrEqual(wanted)
    expect(by, `I7: P${id}, payment ${seq} of its assignment`).not.toContain(user_id)
    if (wanted > 1) expect(by, `I7: P${id}, agreed to by who made the task`).not.toContain(CREATOR)
  }
}

async function ledgerIsRight(desk: Workbench, audits: readonly string[]) {
  const lopsided = await desk.rows(
    'select transfer_id from bounty.entries group by transfer_id, currency having sum(cents) <> 0',
  )
  expect(lopsided, 'I4: every transfer sums to zero').toEqual([])
  const negative = await desk.rows(
    `select * from bounty.balances where case when account in ('funded', 'reversal') then cents > 0 else cents < 0 end`,
  )
  expect(negative, 'I4: no account holds less than nothing').toEqual([])
  const [sums] = await desk.rows<{ funded: number; others: number }>(
    `select coalesce(-sum(cents) filter (where account = 'funded'), 0)::bigint as funded,
       coalesce(sum(cents) filter (where account <> 'funded'), 0)::bigint as others from bounty.balances`,
  )
  expect(sums?.others, 'I4: what was put in is somewhere').toBe(sums?.funded)
  const transfers = await desk.rows<{ said: string }>(
    `select 'ledger_' || kind || ' T' || id as said from bounty.transfers order by 1`,
  )
  expect(audits, 'I4: no drift was found on the way').not.toContain('ledger_drift ledger')
  expect(audits.filter((said) => said.startsWith('ledger_')).sort(), 'I14: a transfer, an audit row').toEqual(
    transfers.map(({ said }) => said).sort(),
  )
  const { result } = await desk.act(START, (ctx) => reconcile(ctx, 'entries'))
  expect(result.drifts, 'I4: ledger and payments say the same').toEqual([])
}
