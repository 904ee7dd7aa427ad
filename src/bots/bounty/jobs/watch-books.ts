import { job } from '#platform/bot.ts'
import { reconcile as compare } from '../moves/reconcile.ts'

/**
 * Every ten minutes, also when nothing happens: what the accounts hold against what tasks and payments promise. Every entry
 * since the first is added up only after money moved and each night (`reconcile`): there are ten times as many.
 */
export const watchBooks = job('watch-books', async (ctx) => {
  await compare(ctx, 'balances')
})
