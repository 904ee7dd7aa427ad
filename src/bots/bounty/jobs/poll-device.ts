import { after, again, button, hours, type JobContext, job, type Phrase, seconds, singleUse } from '#platform/bot.ts'
import { proofMessage } from '../cards.ts'
import type { SignInAnswer } from '../github/accounts-port.ts'
import type { User } from '../github/port.ts'
import { unsuitable } from '../moves/link-account.ts'
import type { Outside } from '../outside.ts'
import * as proofs from '../store/proofs.ts'
import type { Proof } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** GitHub's own step when it is asked too often; the longer pause stays for good. */
const SLOWER = 5

type Input = { proof: number; sealed: string }

/** Asks GitHub whether the person has entered the code, as often as GitHub allows, until it says yes, no or too late. */
export const pollDevice = job('poll-device', {
  async call({
    input,
    outside,
    signal,
  }: {
    input: Input
    outside: Outside
    signal: AbortSignal
  }): Promise<SignInAnswer> {
    const deviceCode = outside.secrets?.open(input.sealed, `proof ${input.proof}`)
    if (deviceCode === undefined) return { kind: 'lost', detail: 'SECRET_KEY has changed' }
    return outside.accounts.askSignIn(deviceCode, signal)
  },
  async save(ctx, { proof: id }, answer) {
    const proof = await proofs.lock(ctx.db, id)
    if (!proof || proof.github_id !== null) return
    switch (answer.kind) {
      case 'proven':
        return found(ctx, proof, answer.user)
      case 'denied':
        return over(ctx, proof, say.account.denied)
      case 'expired':
        return over(ctx, proof, say.account.expired)
      case 'lost':
        ctx.log.warn('github_sign_in_lost', { detail: answer.detail })
        return over(ctx, proof, say.account.lost)
      case 'silent':
        ctx.log.warn('github_sign_in_silent', { detail: answer.detail })
        return later(ctx, proof, Math.max(proof.interval_seconds, 30))
      case 'slow_down': {
        const slower = Math.max(proof.interval_seconds + SLOWER, answer.intervalSeconds ?? 0)
        await proofs.change(ctx.db, id, { interval_seconds: slower })
        return later(ctx, proof, slower)
      }
      case 'pending':
        return later(ctx, proof, proof.interval_seconds)
    }
  },
})

function later(ctx: JobContext, proof: Proof, pause: number) {
  const next = after(ctx.now, seconds(pause))
  return next < proof.expires_at ? again(next) : over(ctx, proof, say.account.expired)
}

async function over(ctx: JobContext, proof: Proof, sentence: Phrase) {
  await proofs.end(ctx.db, proof.person_id)
  ctx.edit(proof.chat, proofMessage(proof.id), sentence, { buttons: [button(say.button.link, 'link')] })
}

/** Who entered the code may have been talked into it: the person in the chat says whether the account is theirs. */
async function found(ctx: JobContext, proof: Proof, user: User) {
  const refusal = unsuitable(user)
  if (refusal) return over(ctx, proof, refusal)
  await proofs.change(ctx.db, proof.id, {
    github_id: user.id,
    login: user.login,
    github_created_at: user.created_at ? new Date(user.created_at) : null,
    expires_at: after(ctx.now, hours(1)),
  })
  ctx.edit(proof.chat, proofMessage(proof.id), say.account.entered)
  ctx.send(proof.chat, say.account.isItYou(user.login, user.id), {
    buttons: [
      [
        singleUse(say.account.button.itIsMe, 'itIsMe', proof.id),
        singleUse(say.account.button.notMe, 'notMe', proof.id),
      ],
    ],
  })
}
