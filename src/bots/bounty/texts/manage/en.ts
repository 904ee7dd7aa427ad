import { bold, fmt, type SameKeys } from '#platform/bot.ts'

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
  button: {
    voidSure: 'Yes, cancel it',
    reverseSure: 'Yes, it came back',
    enter: 'Yes, enter it',
  },
}

export type Catalogue = SameKeys<typeof en>
