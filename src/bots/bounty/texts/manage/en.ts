import { bold, fmt, type Part, type SameKeys } from '#platform/bot.ts'

export const en = {
  sure: {
    over: 'That question is over. Send the command again.',
    void: (ref: string, own: string, amount: string, person: number) =>
      fmt`Cancel ${bold(ref)} (${own}, ${bold(amount)} to id ${person})? They are told, the money goes back, and it cannot be undone.`,
    reverse: (ref: string, amount: string, payout: string, reason: string) =>
      fmt`Enter that ${bold(ref)} (${bold(amount)}, ${payout}) came back: ${reason}
Only say yes when the money is there; it cannot be undone.`,
    verdict: {
      paid: (ref: string, own: string, amount: string, payout: string) =>
        fmt`You are the second to say so: enter ${bold(ref)} (${own}, ${bold(amount)}) as paid under ${payout}? It cannot be undone.`,
      failed: (ref: string, own: string, amount: string) =>
        fmt`You are the second to say so: enter ${bold(ref)} (${own}, ${bold(amount)}) as not arrived? It may be paid again then, and this cannot be undone.`,
    },
  },
  payee: {
    notLinked: 'no GitHub account is linked',
    unproven: 'the GitHub account is not proven',
    banned: 'the person is banned',
    noAccount: 'no Stripe account is named',
    noCountry: 'their country is not known',
    country: 'nobody in their country can be paid',
    noForm: 'no tax form is on file, and this year’s sum wants one',
  },
  split: {
    usage:
      'Format: /split A42 60 40 @octocat — the shares in per cent or in USD (at most 5), then for each share after the first a GitHub login or an assignment like A43',
    count: (shares: number, people: number) =>
      `${shares} shares need ${people} more names: the first share stays with the claimant.`,
    sum: (said: string, reward: string) =>
      `Those shares are ${said} together. They have to be 100 per cent, or ${reward}.`,
    nothing: 'A share of that would be less than a cent.',
    nobody: (who: string) => fmt`Nobody here has linked the GitHub account “${who}”.`,
    twice: (who: string) => fmt`“${who}” has a share already.`,
    cannotBePaid: (who: string, why: Part) => fmt`“${who}” cannot be paid: ${why}.`,
    hasOwn: (who: string, own: string, state: Part) =>
      fmt`“${who}” has ${own} for the same task (${state}); one task pays a person once.`,
    notNow: (own: string, state: Part) => fmt`The reward of ${own} cannot be divided now: ${state}.`,
    already: (own: string) => `${own} is a share already; it is not divided again.`,
    sure: (own: string, task: string, reward: string) => fmt`Divide the reward of ${bold(own)} (${task}, ${reward})?`,
    share: (amount: string, person: number, login: string) => fmt`${bold(amount)} — id ${person} (GitHub ${login})`,
    means:
      'Each share is a payment of its own and needs the approvals of the whole. A take of this task by one of them ends. It cannot be undone.',
    done: (own: string) => fmt`The reward of ${bold(own)} is divided:`,
    made: (own: string, ref: string, amount: string, state: Part) => fmt`${own} ${bold(amount)} — ${ref}, ${state}`,
    keeps: (own: string, task: string, amount: string) =>
      fmt`The reward of ${task} is divided. Your share for ${bold(own)}: ${bold(amount)}.`,
    gets: (own: string, task: string, amount: string, root: string) =>
      fmt`You have a share of ${task}, for the work of ${root}: ${bold(amount)}. It is your ${bold(own)}: /my`,
  },
  export: {
    usage:
      'Format: /export csv, /export csv 2026-11, /export csv takes 2026, /export csv people 2026, /export csv tasks',
    kind: { payments: 'Payments', takes: 'Takes', tasks: 'Tasks', people: 'Payees' },
    always: 'all of them',
    empty: (kind: Part, when: Part) => fmt`${kind}, ${when}: there are none, so there is no file.`,
    tooLong: (most: number) => `That is more than ${most} rows. Name a month: /export csv 2026-11`,
    here: (kind: Part, when: Part, rows: number) =>
      fmt`${kind}, ${when}. Rows: ${rows}. Personal data: keep it where it belongs.`,
  },
  blocked: {
    notLinked: (own: string, amount: string) =>
      fmt`Your ${bold(amount)} for ${bold(own)} are approved and stay yours, but no GitHub account of yours is linked any more. Link it, and they go out: /link`,
    unproven: (own: string, amount: string) =>
      fmt`Your ${bold(amount)} for ${bold(own)} are approved and stay yours, but your GitHub account is not proven. Prove it, and they go out: /link`,
    banned: (own: string, amount: string) =>
      fmt`Your ${bold(amount)} for ${bold(own)} are approved and stay yours, but nothing is paid to you while you are banned.`,
    noAccount: (own: string, amount: string) =>
      fmt`Your ${bold(amount)} for ${bold(own)} are approved and stay yours, but I do not know where to send them. Name your Stripe account, and they go out: /payee acct_…`,
    noCountry: (own: string, amount: string) =>
      fmt`Your ${bold(amount)} for ${bold(own)} are approved and stay yours, but I do not know in which country you live. Say it, and they go out: /payee`,
    country: (own: string, amount: string) =>
      fmt`Your ${bold(amount)} for ${bold(own)} are approved and stay yours, but nobody who lives in your country can be paid from here. Have you moved? /payee. If not, write to the people who run these tasks.`,
    noForm: (own: string, amount: string) =>
      fmt`Your ${bold(amount)} for ${bold(own)} are approved and stay yours, but this year’s sum wants a tax form. Hand it in to the people who run these tasks; then they go out.`,
    forAdmins: (ref: string, own: string, amount: string, why: Part) =>
      fmt`Payment ${bold(ref)} (${own}, ${amount}) waits for its payee: ${why}. It goes out by itself when that is mended.`,
    over: (own: string, amount: string) => fmt`Nothing holds your ${bold(amount)} for ${bold(own)} back any more.`,
  },
  ban: {
    usage: 'Format: /ban @ann reason, /ban 12 reason, /ban A42 reason',
    unbanUsage: 'Format: /unban @ann, /unban 12, /unban A42',
    nobody: 'I know nobody by that name or number.',
    two: (who: string, one: number, other: number) =>
      fmt`“${who}” can be id ${one} (Telegram) or id ${other} (GitHub). Use the number.`,
    self: 'Not yourself; that is for somebody else to decide.',
    equal: 'That is an admin: only a superadmin can, and nobody can do it to a superadmin.',
    already: (id: number) => `Person ${id} is banned already. /unban ${id}`,
    notBanned: (id: number) => `Person ${id} is not banned.`,
    sure: (name: string, id: number, login: string, reason: string) =>
      fmt`Ban ${bold(name)} (id ${id}, GitHub ${login})? They will read the reason: ${reason}`,
    ends: (own: string) => fmt`In their hands, and given to others at once: ${bold(own)}.`,
    owed: (own: string) => fmt`Approved, stays owed and waits until they are unbanned: ${bold(own)}.`,
    done: (name: string, id: number) => fmt`${bold(name)} is banned. To take it back: /unban ${id}`,
    undone: (name: string, id: number) => fmt`${bold(name)} (id ${id}) is no longer banned.`,
    told: (reason: string) =>
      fmt`You can no longer take, submit or dispute tasks here. The reason: ${reason}
What you had in work went back to others. What was approved stays yours and waits. Do you think this is wrong? Write to the people who run these tasks.`,
    refused: (reason: string) =>
      fmt`You cannot do that: you are banned here. The reason: ${reason} If you think this is wrong, write to the people who run these tasks.`,
    over: 'You are no longer banned: you can take tasks again. /tasks',
  },
  stats: {
    title: bold('How it goes'),
    tasks: (open: number, paused: number, drafts: number, closed: number) =>
      `Tasks: ${open} open, ${paused} paused or closing, ${drafts} drafts, ${closed} closed.`,
    takes: (held: number, owed: number, paid: number, back: number) =>
      `Takes: ${held} in hand, ${owed} approved and not paid, ${paid} paid, ${back} given back.`,
    paid: bold('Paid by month'),
    nothing: 'Nothing was paid yet.',
    median: (time: Part) => fmt`From approval to money, at the median: ${time}.`,
    noMedian: 'From approval to money: not known yet.',
    unknown: (n: number) => `In doubt: ${n}. /payouts unknown`,
    oldest: (ref: string, age: Part) => fmt`Oldest payment that waits: ${ref}, ${age}.`,
    noOldest: 'No payment waits.',
    drift: (accounts: string) => `The ledger has drifted: ${accounts}. /reconcile`,
    noDrift: 'The ledger is right to the cent.',
  },
  help: `/split A42 60 40 @octocat — divide a reward
/export csv 2026-11 — payments, takes, tasks, payees as a file
/ban 12 reason, /unban 12 — who may not take tasks
/stats — how it goes`,
  button: {
    banSure: 'Yes, ban them',
    splitSure: 'Yes, divide it',
    voidSure: 'Yes, cancel it',
    reverseSure: 'Yes, it came back',
    enter: 'Yes, enter it',
  },
}

export type Catalogue = SameKeys<typeof en>
