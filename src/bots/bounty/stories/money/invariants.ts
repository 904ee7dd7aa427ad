import { expect } from 'vitest'
import type { Workbench } from '#testing/workbench.ts'
import { reconcile } from '../../moves/reconcile.ts'
import type { Payment } from '../../store/tables.ts'
import { CREATOR, LIMITS, START } from './begin.ts'
import type { Receiver } from './receiver.ts'

/** A payment with the assignment it is for. */
interface Known extends Payment {
  /** The assignment whose work is paid; its own when the reward is whole. */
  root: number
  share_cents: number | null
  /** The place of the payment that was divided, among those of its assignment. */
  divided: number | null
}

const READ = `select p.*, coalesce(a.share_of, a.id) as root, a.share_cents,
    (select max(seq) from bounty.payments v where v.assignment_id = a.id and v.status = 'voided' and v.reason = 'divided') as divided
  from bounty.payments p join bounty.assignments a on a.id = p.assignment_id order by p.id`

/** I1 to I14 of the money, on what a story has left behind. */
export async function invariants(desk: Workbench, receiver: Receiver, cents: number, audits: readonly string[]) {
  const all = await desk.rows<Known>(READ)
  onePaymentEach(all, receiver, cents)
  for (const one of all) creditsFit(one, receiver, cents)
  sameBytes(receiver)
  waitsLikeTheWhole(all)
  await sharesAreWhole(desk, cents)
  await enoughHaveAgreed(desk, all, cents)
  await ledgerIsRight(desk, audits)
}

function onePaymentEach(all: readonly Known[], { credits }: Receiver, cents: number) {
  const bodies = credits.map(({ body }) => JSON.parse(body) as { assignment_id: number; amount_cents: number })
  for (const id of new Set(all.map(({ assignment_id }) => assignment_id))) {
    const own = bodies.filter(({ assignment_id }) => assignment_id === id)
    expect(own.length, `I1: A${id} was credited ${own.length} times`).toBeLessThanOrEqual(1)
    const live = all.filter((one) => one.assignment_id === id && one.status !== 'voided' && one.status !== 'failed')
    expect(live.length, 'I5: one live payment for an assignment').toBeLessThanOrEqual(1)
  }
  const rootOf = new Map(all.map(({ assignment_id, root }) => [assignment_id, root]))
  for (const root of new Set(rootOf.values())) {
    const sums = bodies.filter((one) => rootOf.get(one.assignment_id) === root).map((one) => one.amount_cents)
    const sum = sums.reduce((all, one) => all + one, 0)
    expect(sum, `I1: credited for the work of A${root}`).toBeLessThanOrEqual(cents)
  }
}

function creditsFit(one: Known, receiver: Receiver, cents: number) {
  const { id, status, body, idempotency_key, amount_cents, share_cents, divided, seq } = one
  const found = receiver.credits.filter(({ key }) => key === idempotency_key).map((credit) => credit.body)
  if (status === 'voided' || status === 'failed') expect(found, `I2: P${id} is ${status}`).toEqual([])
  if (status === 'paid' || status === 'reversed') expect(found, `I3: P${id} is ${status}`).toEqual([body])
  const isWhole = share_cents === null || seq <= (divided ?? 0)
  expect(amount_cents, `I13: P${id}`).toBe(isWhole ? cents : share_cents)
}

/** The first payment of each share is due when that of the whole was. */
function waitsLikeTheWhole(all: readonly Known[]) {
  const wholes = new Map(all.filter(({ seq, divided }) => seq === divided).map((one) => [one.root, one.due_at]))
  for (const { id, root, seq, divided, share_cents, due_at } of all) {
    if (share_cents === null || seq !== (divided ?? 0) + 1) continue
    expect(due_at, `COOLING: P${id}, a share`).toEqual(wholes.get(root))
  }
}

async function sharesAreWhole(desk: Workbench, cents: number) {
  const divided = await desk.rows<{ root: number; sum: number; n: number }>(
    `select coalesce(share_of, id) as root, sum(share_cents)::bigint as sum, count(*) as n
     from bounty.assignments where share_cents is not null group by 1`,
  )
  for (const { root, sum, n } of divided) {
    expect(sum, `I13: the shares of A${root}`).toBe(cents)
    expect(n, `I13: the shares of A${root}`).toBeGreaterThan(1)
  }
}

function sameBytes({ asked }: Receiver) {
  const bodies = new Map<string, string>()
  for (const { key, body } of asked) {
    expect(body, `I9: bytes under ${key}`).toBe(bodies.get(key) ?? body)
    bodies.set(key, body)
  }
}

/**
 * I7: what has left was agreed to by as many as the amount of the whole wants, not by its payee nor by anybody who has
 * a share of it, a large sum not by its task's maker.
 */
async function enoughHaveAgreed(desk: Workbench, all: readonly Known[], cents: number) {
  const agreed = await desk.rows<{ payment_id: number; person_id: number }>('select * from bounty.payment_approvals')
  const shares = await desk.rows<{ root: number; user_id: number }>(
    `select coalesce(share_of, id) as root, user_id from bounty.assignments
     where share_cents is not null and status <> 'cancelled'`,
  )
  const wanted = cents > LIMITS.oneAdminMost ? 2 : cents > LIMITS.autoMost ? 1 : 0
  for (const { id, user_id, root, first_sent_at, seq } of all) {
    const by = agreed.filter(({ payment_id }) => payment_id === id).map(({ person_id }) => person_id)
    if (first_sent_at) expect(new Set(by).size, `I7: P${id} has left`).toBeGreaterThanOrEqual(wanted)
    const beside = shares.filter((share) => share.root === root).map((share) => share.user_id)
    for (const person of [user_id, ...beside]) {
      expect(by, `I7: P${id}, payment ${seq} of its assignment`).not.toContain(person)
    }
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
