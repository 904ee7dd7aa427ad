import { bold, fmt } from '#platform/bot.ts'

/** While payouts are tried out and nothing is sent, and when that is over. */
export const en = {
  payee: (own: string, amount: string) =>
    fmt`${bold(amount)} for ${bold(own)} would be paid now. Payments are only tried out here, so nothing is sent yet; an admin decides when the trial is over.`,
  admin: (ref: string, own: string, amount: string) =>
    fmt`Payment ${bold(ref)} (${own}, ${amount}) would be paid now. Payouts run in shadow: nothing is sent.`,
  state: 'would be paid; it comes from shadow and is sent only when an admin releases it',
  payouts: (unsent: number, inFlight: number) =>
    fmt`${bold('Payouts run in shadow')} (PAYOUT_MODE): nothing is sent. Not sent yet: ${unsent}. Sent before and not settled: ${inFlight}.`,
  waiting: (count: number, amount: string) => fmt`From shadow, not sent: ${count}, together ${bold(amount)}.`,
  ended: (count: number, amount: string) =>
    fmt`${bold('Payouts are live.')} From shadow wait: ${count}, together ${bold(amount)}. None of them goes out before an admin releases them.`,
  sure: (count: number, amount: string) =>
    fmt`Release what waits from shadow: ${count}, together ${bold(amount)}? Each is then really paid, by the usual rules. What you are to get yourself is not among them.`,
  released: (count: number, amount: string) => fmt`Released: ${count}, together ${bold(amount)}.`,
  none: 'Nothing from shadow waits for you to release it.',
  notYet: 'Payouts still run in shadow. First set PAYOUT_MODE=live and restart.',
  over: (own: string, amount: string) => fmt`The trial is over: the payment of ${amount} for ${bold(own)} goes on.`,
  button: { release: 'Release them', sure: 'Yes, pay them' },
}
