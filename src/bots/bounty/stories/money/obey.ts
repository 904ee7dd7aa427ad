import { type Context, type JobContext, minutes } from '#platform/bot.ts'
import { dress } from '#testing/dress.ts'
import { pay, payAgain, payApprove, payVoid } from '../../commands/pay.ts'
import { verdictSure } from '../../commands/pay-verdict.ts'
import { reverse, reverseSure } from '../../commands/reverse.ts'
import { askShadow, shadowSure } from '../../commands/shadow.ts'
import { split, splitSure } from '../../commands/split.ts'
import { callbackReceived } from '../../moves/callback-received.ts'
import { hold, release } from '../../moves/hold.ts'
import { reconcile } from '../../moves/reconcile.ts'
import { assignmentRef, paymentRef } from '../../refs.ts'
import * as assignments from '../../store/assignments.ts'
import * as payments from '../../store/payments.ts'
import * as payoutSwitch from '../../store/payout-switch.ts'
import { tables } from '../../store/tables.ts'
import { ADMINS, PAYEES } from './begin.ts'
import type { House } from './house.ts'
import type { Receiver } from './receiver.ts'
import type { Command } from './story.ts'

type Decision = Exclude<Extract<Command, { admin: number }>, { do: 'split' | 'yes' | 'releaseShadow' }>
type Division = Extract<Command, { do: 'split' }>

/** Does what the story says next. */
export async function obey(house: House, receiver: Receiver, one: Command): Promise<void> {
  switch (one.do) {
    case 'job':
      return house.runJob(one.n, one.how)
    case 'wait':
      house.clock.now = new Date(house.clock.now.getTime() + one.ms)
      return
    case 'deliver':
      return deliver(receiver, one.n, one.isKept)
    case 'callback':
      return callback(house, receiver, one.n)
    case 'settle':
      for (const found of receiver.known.values()) found.status = 'paid'
      return
    case 'hold':
    case 'release':
      await house.act(async (ctx) => {
        const assignment = await assignments.lock(ctx.db, one.n + 1)
        const admin = asAdmin(ctx, ADMINS[0])
        if (assignment) await (one.do === 'hold' ? hold(admin, assignment, 'a doubt') : release(admin, assignment))
      })
      return
    case 'switch':
      await house.act((ctx) => payoutSwitch.turn(ctx.db, one.isOn, 'by hand', house.clock.now))
      return
    case 'reconcile':
      await house.act((ctx) => reconcile(ctx, 'entries'))
      return
    case 'shadow':
      house.clock.isShadow = one.isOn
      return
    case 'releaseShadow':
      await as(house, one.admin, askShadow)
      if (one.isSure) await as(house, one.admin, saysYes)
      return
    case 'split':
      return divide(house, one)
    case 'yes':
      await as(house, one.admin, saysYes)
      return
    default:
      return decide(house, receiver, one)
  }
}

/** What was on the wire arrives, now or once more. */
function deliver({ wire, process }: Receiver, n: number, isKept: boolean) {
  const request = wire[n % Math.max(wire.length, 1)]
  if (!request) return
  process(request)
  if (!isKept) wire.splice(wire.indexOf(request), 1)
}

async function callback({ act }: House, { known }: Receiver, n: number) {
  const said = [...known][n % Math.max(known.size, 1)]
  if (!said) return
  const [key, { body, status }] = said
  const { amount_cents } = JSON.parse(body) as { amount_cents: number }
  await act((ctx) => callbackReceived(ctx, { payout_id: `po-${key}`, idempotency_key: key, amount_cents, status }))
}

/** The first payee is an admin, too: not of their own money. */
const DECIDERS = [...ADMINS, PAYEES[0]]

async function decide(house: House, receiver: Receiver, one: Decision) {
  const ids = await house.desk.rows<{ id: number }>('select id from bounty.payments order by id')
  const id = ids[one.n % Math.max(ids.length, 1)]?.id
  if (id === undefined) return
  if (one.do === 'agree') await as(house, one.admin, (ctx) => payApprove(ctx, id))
  if (one.do === 'void') await as(house, one.admin, (ctx) => payVoid(ctx, id))
  if (one.do === 'again') await as(house, one.admin, (ctx) => payAgain(ctx, id))
  if (one.do === 'reverse') {
    await as(house, one.admin, (ctx) => reverse(saying(ctx, `${paymentRef(id)} came back`)))
    await as(house, one.admin, saysYes)
  }
  const speakers = one.do === 'verdict' ? [one.admin, one.admin + 1] : one.do === 'word' ? [one.admin] : []
  for (const n of speakers) {
    await as(house, n, (ctx) => sayTheTruth(ctx, receiver, id))
    await as(house, n, saysYes)
  }
}

/** Whether the shares are wanted is asked once; the answer may come later, or never. */
async function divide(house: House, { n, admin, shares, isSure }: Division) {
  await as(house, admin, (ctx) => split(saying(ctx, `${assignmentRef(n + 1)} ${shares}`)))
  if (isSure) await as(house, admin, saysYes)
}

const deciderOf = (n: number) => DECIDERS[n % DECIDERS.length] ?? 0

const as = (house: House, n: number, work: (ctx: Context) => Promise<unknown>) =>
  house.act((ctx) => work(asAdmin(ctx, deciderOf(n))), deciderOf(n))

/** To what they were asked last. */
async function saysYes(ctx: Context) {
  const asked = await tables(ctx.db)
    .selectFrom('questions')
    .select(['id', 'what'])
    .where('person_id', '=', ctx.person.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (asked?.what === 'reverse') await reverseSure(ctx, asked.id)
  if (asked?.what === 'verdict') await verdictSure(ctx, asked.id)
  if (asked?.what === 'shadow') await shadowSure(ctx, asked.id)
  if (asked?.what === 'split') await splitSure(ctx, asked.id)
}

/** Somebody looks into the receiver's books, when nothing can arrive any more: they find the truth. */
async function sayTheTruth(ctx: Context, receiver: Receiver, id: number) {
  const payment = await payments.find(ctx.db, id)
  if (payment?.status !== 'manual') return
  if (ctx.now.getTime() - (payment.last_sent_at?.getTime() ?? 0) < minutes(7)) return
  const isCredited = receiver.credits.some(({ key }) => key === payment.idempotency_key)
  const word = isCredited ? `paid po-${payment.idempotency_key}` : 'failed'
  await pay(saying(ctx, `${paymentRef(id)} ${word} as their books say`))
}

const asAdmin = (ctx: JobContext, id: number) =>
  dress(ctx, { person: { id, is: () => true }, show: () => undefined, reply: () => undefined }) as unknown as Context

const saying = (ctx: Context, args: string) => dress(ctx, { args }) as Context
