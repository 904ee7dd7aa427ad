import { after, again, button, job, minutes } from '#platform/bot.ts'
import { proofMessage } from '../cards.ts'
import { linkAccount } from '../moves/link-account.ts'
import type { Outside } from '../outside.ts'
import * as proofs from '../store/proofs.ts'
import { say } from '../texts/index.ts'

type Input = { proof: number; login: string; words: string; after: string }

/** Looks for the gist that proves the account: after a minute, then after twice as long each time, or when asked. */
export const checkGist = job('check-gist', {
  call: ({ input, outside, signal }: { input: Input; outside: Outside; signal: AbortSignal }) =>
    outside.accounts.gistOwner(input.login, input.words, new Date(input.after), signal),
  async save(ctx, { proof: id }, answer) {
    const proof = await proofs.lock(ctx.db, id)
    if (!proof) return
    const message = proofMessage(id)
    if (answer.kind === 'found') {
      const refusal = await linkAccount(ctx, proof.person_id, answer.value, 'gist')
      await proofs.end(ctx.db, proof.person_id)
      if (refusal) ctx.edit(proof.chat, message, refusal, { buttons: [button(say.button.link, 'link')] })
      else {
        ctx.edit(proof.chat, message, say.account.proven(answer.value.login, answer.value.id), {
          buttons: [button(say.button.tasks, 'tasks', 0, 0)],
        })
      }
      return
    }
    if (answer.kind === 'silent') ctx.log.warn('github_silent', { why: answer.why, detail: answer.detail })
    const wait = answer.kind === 'silent' ? (answer.wait ?? minutes(1)) : minutes(2 ** Math.min(proof.checks, 4))
    const next = after(ctx.now, wait)
    if (next >= proof.expires_at) {
      await proofs.end(ctx.db, proof.person_id)
      ctx.edit(proof.chat, message, say.account.expired, { buttons: [button(say.button.link, 'link')] })
      return
    }
    await proofs.change(ctx.db, id, { checks: proof.checks + 1 })
    return again(next)
  },
})
