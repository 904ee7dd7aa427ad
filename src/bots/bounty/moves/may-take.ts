import { button, type Context, Refusal } from '#platform/bot.ts'
import { ageMessage } from '../cards.ts'
import { lookAtAge } from '../jobs/look-at-age.ts'
import { outsideOf } from '../outside.ts'
import * as payees from '../store/payees.ts'
import type { Account, Payee } from '../store/tables.ts'
import * as trusted from '../store/trusted.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { leftWithoutForm } from './left-without-form.ts'
import { profileFault } from './payee-gate.ts'
import { type Room, roomToHold } from './room-to-hold.ts'
import { takesBlocked } from './takes-blocked.ts'
import { tooNew } from './too-new.ts'

/** The most that the next task may pay, and what has to happen for more. */
export interface Cap {
  readonly why: 'proof' | 'form' | 'first'
  readonly cents: number
}

export interface Leave extends Room {
  readonly cap: Cap
}

/**
 * What this person may take now; a refusal when nothing, so that nobody works who cannot be paid. Undefined while
 * GitHub is asked how old their account is: the take, of that task if one is named, is offered again then.
 */
export async function mayTake(ctx: Context, taskId?: number): Promise<Leave | undefined> {
  const room = await roomToHold(ctx)
  const { until } = await takesBlocked(ctx, ctx.person.id)
  if (until) throw new Refusal(say.people.claims.blocked(moment(until, ctx.now)))
  const payee = outsideOf(ctx).payeeRules && (await payees.of(ctx.db, ctx.person.id))
  refuseUnpayable(ctx, payee)
  const young = await tooNew(ctx, room.account)
  if (young === 'unknown') return askAge(ctx, room.account, taskId)
  if (young) throw new Refusal(young, { buttons: [button(say.button.link, 'link')] })
  return { ...room, cap: await leastCap(ctx, room, payee) }
}

function refuseUnpayable(ctx: Context, payee: Payee | undefined) {
  const fault = outsideOf(ctx).payeeRules && profileFault(ctx, payee)
  if (!fault) return
  throw new Refusal(say.people.payee.refused[fault], { buttons: [button(say.people.payee.button.fill, 'payee')] })
}

async function leastCap(ctx: Context, { mostCents, paid }: Room, payee: Payee | undefined): Promise<Cap> {
  const caps: Cap[] = [{ why: 'proof', cents: mostCents }]
  const left = await leftWithoutForm(ctx, ctx.person.id, payee, 'USD', 'owed')
  if (left !== undefined) caps.push({ why: 'form', cents: left })
  const { firstTaskMost } = outsideOf(ctx)
  if (firstTaskMost !== undefined && paid === 0 && !(await trusted.has(ctx.db, ctx.person.id))) {
    caps.push({ why: 'first', cents: firstTaskMost })
  }
  return caps.reduce((least, one) => (one.cents < least.cents ? one : least))
}

function askAge(ctx: Context, { person_id: person, github_id: githubId, login }: Account, taskId: number | undefined) {
  ctx.reply(say.people.age.looking, { as: ageMessage(person) })
  const input = { person, chat: ctx.chat, githubId, login, task: taskId ?? null }
  ctx.enqueue(lookAtAge, input, { key: `person ${person}` })
  return undefined
}
