import { type Context, code, lines } from '#platform/bot.ts'
import { drifts } from '../ledger.ts'
import { money } from '../money.ts'
import { MOST } from '../moves/shadow.ts'
import { paymentRef } from '../refs.ts'
import { sumOf } from '../shadow.ts'
import { GIVEN_BACK, HELD, OWED } from '../store/assignments.ts'
import * as ledger from '../store/ledger.ts'
import * as payments from '../store/payments.ts'
import * as stats from '../store/stats.ts'
import { say } from '../texts/index.ts'
import { ago, span } from '../when.ts'

const MONTHS = 12

/** How the place does, in one message: tasks, takes, money by month, and what waits. */
export async function statistics(ctx: Context) {
  const tasks = await stats.tasksByStatus(ctx.db)
  const takes = await stats.takesByStatus(ctx.db)
  const of = <S>(counts: Map<S, number>, ...statuses: readonly S[]) =>
    statuses.reduce((sum, status) => sum + (counts.get(status) ?? 0), 0)
  const median = await stats.medianToPay(ctx.db)
  const oldest = await stats.oldestUnpaid(ctx.db)
  const shadowed = await payments.shadowed(ctx.db, MOST)
  ctx.reply(
    lines(
      say.manage.stats.title,
      say.manage.stats.tasks(
        of(tasks, 'open'),
        of(tasks, 'paused', 'closing'),
        of(tasks, 'draft'),
        of(tasks, 'closed'),
      ),
      say.manage.stats.takes(of(takes, ...HELD), of(takes, ...OWED), of(takes, 'paid'), of(takes, ...GIVEN_BACK)),
      '',
      say.manage.stats.paid,
      ...monthRows(await stats.paidByMonth(ctx.db, MONTHS)),
      '',
      median === undefined ? say.manage.stats.noMedian : say.manage.stats.median(span(median)),
      say.manage.stats.unknown(await payments.count(ctx.db, ['unknown', 'manual'])),
      oldest
        ? say.manage.stats.oldest(paymentRef(oldest.id), ago(oldest.created_at, ctx.now))
        : say.manage.stats.noOldest,
      await driftLine(ctx),
      shadowed.length > 0 && say.shadow.waiting(shadowed.length, sumOf(shadowed)),
    ),
  )
}

/** In columns, one below the other. */
function monthRows(months: readonly stats.Month[]) {
  if (months.length === 0) return [say.manage.stats.nothing]
  const sums = months.map(({ cents, currency }) => money(cents, currency))
  const width = Math.max(...sums.map(({ length }) => length))
  const digits = Math.max(...months.map(({ payments }) => String(payments).length))
  return months.map(({ month, payments }, index) =>
    code(`${month}  ${(sums[index] ?? '').padStart(width)}  ${String(payments).padStart(digits)}×`),
  )
}

/** Looked at, not acted upon: `/reconcile` and its schedule pause what has to be paused. */
async function driftLine(ctx: Context) {
  const found = drifts(await ledger.entrySums(ctx.db), await ledger.balances(ctx.db), await payments.promised(ctx.db))
  return found.length === 0
    ? say.manage.stats.noDrift
    : say.manage.stats.drift(found.map(({ account }) => account).join(', '))
}
