import { type Context, join } from '#platform/bot.ts'
import { money } from '../money.ts'
import { reconcile as compare } from '../moves/reconcile.ts'
import * as ledger from '../store/ledger.ts'
import { say } from '../texts/index.ts'

const ACCOUNTS = ['funded', 'budget:available', 'held', 'payable', 'in_flight', 'paid_out', 'reversal'] as const

/** The ledger against tasks and payments, now: every kind of account, and whether a cent is missing. */
export async function reconcile(ctx: Context) {
  const { drifts } = await compare(ctx, 'entries')
  const sums = new Map<string, number>()
  for (const { account, currency, cents } of await ledger.balances(ctx.db)) {
    const kind = /^(held|payable):/.exec(account)?.[1] ?? account
    sums.set(`${kind} ${currency}`, (sums.get(`${kind} ${currency}`) ?? 0) + Math.abs(cents))
  }
  const rows = ACCOUNTS.flatMap((account) =>
    [...sums]
      .filter(([key]) => key.startsWith(`${account} `))
      .map(([key, cents]) => say.pay.reconcile.account[account](money(cents, key.slice(account.length + 1)))),
  )
  const found = drifts.map(({ account, currency, expected, entries, balance }) =>
    say.pay.reconcile.drift(account, money(expected, currency), money(entries, currency), money(balance, currency)),
  )
  ctx.reply(join([drifts.length === 0 ? say.pay.reconcile.fine : say.pay.reconcile.wrong, ...rows, ...found], '\n'))
}
