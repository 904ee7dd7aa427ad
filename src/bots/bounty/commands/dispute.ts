import { type Context, Refusal } from '#platform/bot.ts'
import { dispute as disputeDialog, readWords } from '../dialogs/dispute.ts'
import { disputable, openDispute } from '../moves/open-dispute.ts'
import { parseAssignmentRef } from '../refs.ts'
import { say } from '../texts/index.ts'

/** `/dispute A42 why`; the words are asked for when they are left out. */
export async function dispute(ctx: Context) {
  const [first = '', ...rest] = ctx.args.split(/\s+/)
  const id = parseAssignmentRef(first)
  if (id === undefined) throw new Refusal(say.lease.dispute.usage)
  if (rest.length === 0) return disputeThat(ctx, id)
  await openDispute(ctx, id, readWords(rest.join(' ')))
}

export async function disputeThat(ctx: Context, id: number) {
  await disputable(ctx, id)
  ctx.begin(disputeDialog, { assignment: id })
}
