import { button, type Context, Refusal } from '#platform/bot.ts'
import { mostHeld } from '../leases.ts'
import { MOST_CENTS } from '../money.ts'
import { outsideOf } from '../outside.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import type { Account } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { refuseBanned } from './unless-banned.ts'

export interface Room {
  readonly account: Account
  readonly room: number
  readonly most: number
  /** Tasks that were paid so far. */
  readonly paid: number
  /** The largest reward this person may work for: less than all until their account is proven. */
  readonly mostCents: number
}

/** How many more this person may hold; a refusal when none, or when nobody could be paid. */
export async function roomToHold(ctx: Context): Promise<Room> {
  const account = await accounts.lock(ctx.db, ctx.person.id)
  await refuseBanned(ctx)
  const { linkUnproven, secrets, codeMost } = outsideOf(ctx)
  const mostCents = account?.proven_at || linkUnproven ? MOST_CENTS : secrets ? codeMost : 0
  if (!account || mostCents === 0) {
    throw new Refusal(say.take.linkFirst, { buttons: [button(say.button.link, 'link')] })
  }
  const held = (await assignments.heldBy(ctx.db, ctx.person.id)).length
  const paid = await assignments.paidTo(ctx.db, ctx.person.id)
  const most = mostHeld(paid, outsideOf(ctx).takesMost)
  if (held >= most) {
    throw new Refusal(say.take.limit(held, most), { buttons: [button(say.button.my, 'my', 0)] })
  }
  return { account, room: most - held, most, paid, mostCents }
}

export const mostFor = async (ctx: Context) =>
  mostHeld(await assignments.paidTo(ctx.db, ctx.person.id), outsideOf(ctx).takesMost)
