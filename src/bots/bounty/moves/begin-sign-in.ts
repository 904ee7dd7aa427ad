import { after, type Context, minutes, Refusal, seconds } from '#platform/bot.ts'
import { proofMessage } from '../cards.ts'
import { requestDeviceCode } from '../jobs/request-device-code.ts'
import { outsideOf } from '../outside.ts'
import * as proofs from '../store/proofs.ts'
import { say } from '../texts/index.ts'

const LIVES = minutes(15)
const PAUSE = seconds(30)

/** Signing in with a code that is shown here and entered at GitHub. */
export async function beginSignIn(ctx: Context) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  if (!outsideOf(ctx).accounts.canSignIn) throw new Refusal(say.account.noSignIn)
  const before = await proofs.ofPerson(ctx.db, ctx.person.id)
  if (before && ctx.now < after(before.started_at, PAUSE)) throw new Refusal(say.account.tooSoon)
  const proof = await proofs.begin(ctx.db, {
    person_id: ctx.person.id,
    chat: ctx.person.telegramId,
    road: 'device',
    started_at: ctx.now,
    expires_at: after(ctx.now, LIVES),
  })
  ctx.reply(say.account.asking, { as: proofMessage(proof.id) })
  ctx.enqueue(requestDeviceCode, { proof: proof.id }, { key: proofMessage(proof.id) })
}
