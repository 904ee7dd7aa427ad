/** Where money stands. `funded` is where it came from, `reversal` what came back: their balances are never above zero. */
export type Account =
  | 'funded'
  | 'budget:available'
  | `held:${number}`
  | `payable:${number}`
  | 'in_flight'
  | 'paid_out'
  | 'reversal'

export type TransferKind = 'fund' | 'publish' | 'close' | 'approve' | 'void' | 'send' | 'paid' | 'failed' | 'reverse'

/** A sum on its way from one account to another: two entries that sum to zero. */
export interface Transfer {
  readonly kind: TransferKind
  readonly from: Account
  readonly to: Account
  readonly cents: number
  readonly currency: string
}

const heldFor = (taskId: number): Account => `held:${taskId}`
const payableTo = (userId: number): Account => `payable:${userId}`

interface Sum {
  readonly cents: number
  readonly currency: string
}

/** What is owed to whom, as a payment says it. */
interface Owed {
  readonly user_id: number
  readonly amount_cents: number
  readonly currency: string
}

const move = (kind: TransferKind, from: Account, to: Account, { cents, currency }: Sum): Transfer => ({
  kind,
  from,
  to,
  cents,
  currency,
})
const sumOf = ({ amount_cents, currency }: Owed): Sum => ({ cents: amount_cents, currency })

// Every way that money can move; there is no other.

export const fund = (sum: Sum) => move('fund', 'funded', 'budget:available', sum)
export const publish = (taskId: number, sum: Sum) => move('publish', 'budget:available', heldFor(taskId), sum)
export const close = (taskId: number, sum: Sum) => move('close', heldFor(taskId), 'budget:available', sum)
export const approve = (taskId: number, owed: Owed) =>
  move('approve', heldFor(taskId), payableTo(owed.user_id), sumOf(owed))
/** Back to the task's hold while others can still earn it, else to the budget. */
export const withdraw = (taskId: number | undefined, owed: Owed) =>
  move('void', payableTo(owed.user_id), taskId === undefined ? 'budget:available' : heldFor(taskId), sumOf(owed))
export const send = (owed: Owed) => move('send', payableTo(owed.user_id), 'in_flight', sumOf(owed))
export const paid = (owed: Owed) => move('paid', 'in_flight', 'paid_out', sumOf(owed))
/** Proven not to have arrived: it is still owed. */
export const failed = (owed: Owed) => move('failed', 'in_flight', payableTo(owed.user_id), sumOf(owed))
/** It came back: `paid_out` stays what it was, `reversal` says how much of it returned. */
export const reverse = (owed: Owed) => move('reverse', 'reversal', 'budget:available', sumOf(owed))

export interface Balance {
  readonly account: string
  readonly currency: string
  readonly cents: number
}

export interface Drift {
  readonly account: string
  readonly currency: string
  /** What the tasks and payments say. */
  readonly expected: number
  /** What the entries say. */
  readonly entries: number
  /** What the kept balance says. */
  readonly balance: number
}

/** Stands for all accounts of a currency together: they sum to zero. */
export const SUM_OF_ALL = 'sum of all'

const keyOf = ({ account, currency }: Balance) => `${account} ${currency}`
const sums = (rows: readonly Balance[]) => {
  const found = new Map<string, number>()
  for (const row of rows) found.set(keyOf(row), (found.get(keyOf(row)) ?? 0) + row.cents)
  return found
}

/** Accounts on which entries, balances and what tasks and payments promise do not say the same. `funded` and the budget have no other witness than zero. */
export function drifts(
  entries: readonly Balance[],
  balances: readonly Balance[],
  promised: readonly Balance[],
): Drift[] {
  const [said, kept, expected] = [sums(entries), sums(balances), sums(promised)]
  const drifted: Drift[] = []
  for (const key of new Set([...said.keys(), ...kept.keys(), ...expected.keys()])) {
    const [account = '', currency = ''] = key.split(' ')
    const inEntries = said.get(key) ?? 0
    const hasWitness = account !== 'funded' && account !== 'budget:available'
    const drift = {
      account,
      currency,
      expected: hasWitness ? (expected.get(key) ?? 0) : inEntries,
      entries: inEntries,
      balance: kept.get(key) ?? 0,
    }
    if (drift.expected !== drift.entries || drift.balance !== drift.entries) drifted.push(drift)
  }
  for (const currency of new Set(entries.map((row) => row.currency))) {
    const rest = entries.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.cents, 0)
    if (rest !== 0) drifted.push({ account: SUM_OF_ALL, currency, expected: 0, entries: rest, balance: rest })
  }
  return drifted
}
