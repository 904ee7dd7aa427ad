import { bold, code, fmt, type Part } from '#platform/bot.ts'

/** How a payment stands, as people read it beside those in `payment`. */
export const payment = {
  created: 'payment waits for an admin’s approval',
  needs_2nd: 'payment waits for a second admin',
  blocked_payee: 'payment waits for the payee',
  accepted: 'payment is accepted, not yet paid',
  failed: 'payment did not arrive',
  voided: 'payment was cancelled',
  reversed: 'paid, then returned',
}

export const pay = {
  failed: 'The pay-out service has no payment of yours: it did not arrive. An admin decides about another one.',
  voided: (own: string) => fmt`The payment for ${bold(own)} was cancelled by an admin. Questions? Ask them.`,
  left: 'Nothing was done.',
  help: fmt`${bold('Money')}
/pay P9 — a payment: approve, cancel, settle
/payouts — on, off, unknown: what leaves and what is in doubt
/hold A42 reason, /release A42 — keep from being paid
/reconcile — compare the ledger with the payments
Superadmins: /fund 5000.00, /reverse P9 reason`,
  receiptHelp: '/receipt A42 — what was paid for A42',
  button: {
    fund: 'Yes, add it',
    leave: 'No',
    look: (ref: string) => `Look at ${ref}`,
    cancel: 'Cancel the payment',
    again: 'Pay again',
    agree: (verdict: Part) => fmt`I agree: ${verdict}`,
  },
  budget: {
    usage: 'Format: /fund 5000.00',
    available: (available: string) => fmt`In the budget: ${bold(available)}. Add to it: /fund 5000.00`,
    confirm: (amount: string, available: string) =>
      fmt`Add ${bold(amount)} to the budget? There are ${available} in it now. Only say yes when the money is there.`,
    funded: (amount: string, available: string) => fmt`Added ${bold(amount)}. In the budget: ${bold(available)}.`,
    tooSmall: (task: string, needed: string, available: string, missing: string) =>
      fmt`${bold(task)} needs ${needed}, the budget has ${available}: ${bold(missing)} are missing. A superadmin adds them with /fund.`,
  },
  card: {
    head: (ref: string, own: string, task: string, amount: string, state: Part) =>
      fmt`${bold(ref)} for ${own} (${task}): ${bold(amount)} — ${state}`,
    payee: (person: number, login: string) => fmt`Payee: id ${person} (GitHub ${login})`,
    evidence: (pull: string, sha: string, by: string) => fmt`PR: ${pull} at ${code(sha)}, approved by ${by}`,
    key: (key: string) => fmt`Key: ${code(key)}`,
    approvals: (have: number, needed: number) => `Approvals: ${have} of ${needed}`,
    due: (time: string) => `Not before ${time}`,
    attempts: (n: number, time: string) => `Sent ${n}×, last ${time}`,
    receipt: (id: string) => fmt`Number: ${code(id)}`,
    reason: (reason: string) => fmt`Note: ${reason}`,
    verdict: (person: number, verdict: string, id: string, evidence: string) =>
      fmt`id ${person} says ${verdict} (${id}): ${evidence}`,
  },
  admin: {
    usage:
      'Format: /pay P9, /pay P9 approve, /pay P9 void, /pay P9 again, /pay P9 paid NUMBER evidence, /pay P9 failed evidence',
    noPayment: (ref: string) => `There is no payment ${ref}.`,
    notNow: (ref: string, state: Part) => fmt`That does not fit ${ref} as it is now: ${state}.`,
    evidence: 'Write how you know: /pay P9 paid NUMBER evidence, or /pay P9 failed evidence.',
    wanted: (ref: string, own: string, amount: string) =>
      fmt`Payment ${bold(ref)} (${own}, ${amount}) waits for your approval.`,
    failed: (ref: string, own: string, amount: string, why: string) =>
      fmt`Payment ${bold(ref)} (${own}, ${amount}) did not arrive: ${why}. Pay again?`,
    paused: (why: string) => fmt`${bold('Payouts are paused.')} Why: ${why}. When it is put right: /payouts on`,
    limit: {
      payment: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) is above PAYOUT_MOST_PAYMENT. It waits until the limit is raised.`,
      person: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) is above what one person gets in a day (PAYOUT_MOST_PERSON_DAY). It goes out when there is room.`,
      day: (ref: string, amount: string) =>
        fmt`${bold(ref)} (${amount}) is above what is paid in a day (PAYOUT_MOST_DAY). It goes out when there is room.`,
    },
    mayNot: {
      own: 'That is your own money; another admin must decide.',
      twice: 'You have agreed already; now it is for somebody else.',
      creator: 'You made the task. For this amount two others must agree.',
      selfMerge: 'You made the task, which lets its author merge: another admin must agree.',
    },
  },
  payouts: {
    usage: 'Format: /payouts, /payouts off, /payouts on, /payouts unknown',
    on: (unsent: number, inFlight: number) =>
      fmt`${bold('Payouts are on.')} Not sent yet: ${unsent}. Sent and not settled: ${inFlight}.`,
    off: (why: string, unsent: number, inFlight: number) =>
      fmt`${bold('Payouts are paused.')} Why: ${why}. Not sent yet: ${unsent}. Sent and not settled: ${inFlight}. Go on: /payouts on`,
    inDoubt: bold('Sent and not settled'),
    noneInDoubt: 'No payment is in doubt.',
  },
  hold: {
    usage: 'Format: /hold A42 reason, and /release A42',
    none: (own: string) => `There is no assignment ${own}.`,
    notNow: (own: string, state: Part) => fmt`${own} cannot be held now: ${state}.`,
    notHeld: (own: string, state: Part) => fmt`${own} is not held back: ${state}.`,
    held: (own: string, reason: string) => fmt`${bold(own)} is held back: ${reason} Let it go: /release ${own}`,
    told: (own: string, reason: string) => fmt`The payment for ${bold(own)} is held back for now: ${reason}`,
    released: (own: string) => fmt`The payment for ${bold(own)} is no longer held back.`,
  },
  reverse: {
    usage: 'Format: /reverse P9 reason',
    done: (ref: string, amount: string) => fmt`${bold(ref)} is reversed; ${amount} are back in the budget.`,
    told: (own: string, amount: string, reason: string) =>
      fmt`The payment of ${amount} for ${bold(own)} is entered as returned: ${reason}`,
  },
  reconcile: {
    fine: bold('The ledger is right to the cent.'),
    wrong: bold('The ledger has drifted; payouts are paused.'),
    drift: (account: string, expected: string, entries: string, balance: string) =>
      fmt`${code(account)}: expected ${expected}, entries ${entries}, balance ${balance}`,
    account: {
      funded: (amount: string) => `Funded: ${amount}`,
      'budget:available': (amount: string) => `In the budget: ${amount}`,
      held: (amount: string) => `Set aside for tasks: ${amount}`,
      payable: (amount: string) => `Owed to people: ${amount}`,
      in_flight: (amount: string) => `On its way: ${amount}`,
      paid_out: (amount: string) => `Paid: ${amount}`,
      reversal: (amount: string) => `Returned: ${amount}`,
    },
  },
  receipt: {
    usage: 'Format: /receipt A42',
    none: (own: string) => `There is no payment of yours for ${own}.`,
    notPaid: (own: string, state: Part) => fmt`${own} has no receipt yet: ${state}.`,
    card: (own: string, pull: string, amount: string, when: string, id: string) => fmt`${bold('Receipt')}
${own} · PR ${pull}
${bold(amount)}, paid ${when}
Number: ${code(id)}`,
    reversed: (card: Part) => fmt`${card}
Returned since.`,
  },
}
