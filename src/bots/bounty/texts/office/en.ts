import { bold, code, fmt, type Part, type SameKeys } from '#platform/bot.ts'

/** What those who look after payments read, and what people read of their decisions. */
export const en = {
  held: {
    card: (own: string, head: Part, person: string, login: string, pull: string, amount: string, why: Part, by: Part) =>
      fmt`${bold(own)} for ${head}
By: ${person} (GitHub ${login})
PR: ${pull}
Held back: ${bold(amount)}
Why: ${why} Held by ${by}`,
    commit: (sha: string) => fmt`Taken back by commit ${sha}`,
    askRelease: (own: string, amount: string, person: string, login: string) =>
      fmt`Pay ${bold(amount)} to ${person} (GitHub ${login}) for ${own} after all?`,
    askCancel: (own: string, amount: string) =>
      fmt`Why is ${bold(amount)} for ${bold(own)} not paid at all? The person will read your words; the slot and its money are free for others then. /cancel leaves.`,
    released: (own: string) => fmt`${bold(own)} is no longer held back; the person knows.`,
    cancelled: (own: string) => fmt`The payment for ${bold(own)} is cancelled; the person knows.`,
    told: (own: string, why: string) =>
      fmt`The payment for ${bold(own)} was cancelled by an admin: ${why} The task is free for others.`,
    notNow: (own: string, state: Part) => fmt`${own} is not held back any more: ${state}.`,
    button: { release: 'Pay it', releaseSure: 'Yes, pay it', cancel: 'Cancel the payment', back: 'No' },
  },
  onWord: {
    card: 'GitHub shows no merge: a second admin has to agree before this is paid.',
    payment: 'GitHub shows no merge of it: two admins have to agree.',
    approved: (own: string, amount: string) => fmt`${bold(own)} is approved; ${amount} waits for another admin.`,
  },
  selfMerge: {
    card: 'You may merge the pull request yourself; an admin then looks before it is paid.',
    payment: 'Its author merged it, as the task allows: an admin who did not make the task has to agree.',
    button: { on: 'Self-merge: yes', off: 'Self-merge: no' },
  },
  old: {
    page: (hours: number) => bold(`Payments not settled ${hours} h after they were due:`),
    waits: (age: Part) => fmt` · waits for ${age}`,
    approved: (line: Part, age: Part) => fmt`${line} Approved ${age}.`,
  },
  payee: {
    help: '/payee acct_… — your Stripe account, to which your money goes',
    usage: 'Format: /payee acct_1AbC… — your Stripe account, to which your money goes',
    notHere: 'Where your money goes is not asked here.',
    current: (account: string) => fmt`Your money goes to ${code(account)}. Another account: /payee acct_…`,
    named: (account: string, time: string) =>
      fmt`Your money goes to ${code(account)}, from ${time} on. Is it not yours? Send the right one now: what has been sent cannot be fetched back.`,
  },
  relink: {
    told: (from: string, to: string) =>
      fmt`An admin has linked another GitHub account to you: ${from} → ${bold(to)}. Pull requests by ${to} are yours from now on. Did you not ask for it? Tell an admin at once.`,
    moneyFrom: (time: string) => `Money can go out to you from ${time} at the earliest.`,
    moneyAsBefore: 'Money can go out to you as before.',
    displaced: (login: string) =>
      fmt`${bold(login)} belongs to somebody else, who has proven it; it is no longer linked to you. Link your own: /link`,
  },
}

export type Catalogue = SameKeys<typeof en>
