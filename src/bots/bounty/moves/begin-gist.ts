import { randomBytes } from 'node:crypto'
import { after, button, type Context, code, hours, linkButton, minutes, Refusal, seconds } from '#platform/bot.ts'
import { proofMessage } from '../cards.ts'
import { checkGist } from '../jobs/check-gist.ts'
import * as proofs from '../store/proofs.ts'
import { say } from '../texts/index.ts'

const LIVES = hours(1)
const PAUSE = seconds(30)

/** A public gist with words that only this chat was told, made after they were told. */
export async function beginGist(ctx: Context, login: string) {
  if (!ctx.isPrivate) throw new Refusal(say.inPrivate)
  const before = await proofs.ofPerson(ctx.db, ctx.person.id)
  if (before && ctx.now < after(before.started_at, PAUSE)) throw new Refusal(say.account.tooSoon)
  const words = `bounty-proof-${randomBytes(12).toString('hex')}`
  const proof = await proofs.begin(ctx.db, {
    person_id: ctx.person.id,
    chat: ctx.person.telegramId,
    road: 'gist',
    login,
    words,
    started_at: ctx.now,
    expires_at: after(ctx.now, LIVES),
  })
  ctx.reply(say.account.makeGist(login, code(words)), {
    as: proofMessage(proof.id),
    buttons: [
      linkButton(say.account.button.newGist, 'https://gist.github.com/'),
      button(say.account.button.lookNow, 'lookAtGist', proof.id),
    ],
  })
  const input = { proof: proof.id, login, words, after: ctx.now.toISOString() }
  ctx.enqueue(checkGist, input, { key: proofMessage(proof.id), at: after(ctx.now, minutes(1)) })
}
