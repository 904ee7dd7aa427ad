import { after, button, type Context, Refusal, seconds } from '#platform/bot.ts'
import { proofMessage } from '../cards.ts'
import { checkGist } from '../jobs/check-gist.ts'
import { linkAccount } from '../moves/link-account.ts'
import * as proofs from '../store/proofs.ts'
import type { Proof } from '../store/tables.ts'
import { say } from '../texts/index.ts'

const PAUSE = seconds(30)

/** The account that GitHub named is this person's: from now on it is linked. */
export async function itIsMe(ctx: Context, id: number) {
  const proof = await mine(ctx, id)
  if (proof.github_id === null || proof.login === null) throw new Refusal(say.account.over)
  await proofs.end(ctx.db, ctx.person.id)
  const created_at = proof.github_created_at?.toISOString()
  const user = { id: proof.github_id, login: proof.login, type: 'User', created_at }
  const refusal = await linkAccount(ctx, ctx.person.id, user, 'device')
  if (refusal) return ctx.show(refusal, { buttons: [button(say.button.link, 'link')] })
  ctx.show(say.account.proven(user.login, user.id), { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
}

export async function notMe(ctx: Context, id: number) {
  await mine(ctx, id)
  await proofs.end(ctx.db, ctx.person.id)
  ctx.audit('github_sign_in_refused', `person ${ctx.person.id}`)
  ctx.show(say.account.notYou, { buttons: [button(say.button.link, 'link')] })
}

/** Brings the next look for the gist forward. */
export async function lookAtGist(ctx: Context, id: number) {
  const proof = await mine(ctx, id)
  const { road, login, words, started_at, looked_at } = proof
  if (road !== 'gist' || login === null || words === null) throw new Refusal(say.account.over)
  if (looked_at && ctx.now < after(looked_at, PAUSE)) throw new Refusal(say.account.tooSoon)
  await proofs.change(ctx.db, id, { looked_at: ctx.now })
  const input = { proof: id, login, words, after: started_at.toISOString() }
  ctx.enqueue(checkGist, input, { key: proofMessage(id) })
  ctx.answer(say.account.looking)
}

/** The proof, if it is this person's and still on its way. */
async function mine(ctx: Context, id: number): Promise<Proof> {
  const proof = await proofs.lock(ctx.db, id)
  if (proof?.person_id !== ctx.person.id || ctx.now >= proof.expires_at) throw new Refusal(say.account.over)
  return proof
}
