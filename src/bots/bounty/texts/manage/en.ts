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
  button: {
    splitSure: 'Yes, divide it',
    voidSure: 'Yes, cancel it',
    reverseSure: 'Yes, it came back',
    enter: 'Yes, enter it',
  },
}

export type Catalogue = SameKeys<typeof en>
