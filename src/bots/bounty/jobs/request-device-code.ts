import { after, again, code, job, linkButton, minutes, seconds } from '#platform/bot.ts'
import { proofMessage } from '../cards.ts'
import type { Outside } from '../outside.ts'
import * as proofs from '../store/proofs.ts'
import { say } from '../texts/index.ts'
import { pollDevice } from './poll-device.ts'

/** Asks GitHub for a code that the person enters there. What only we may know of it is stored sealed. */
export const requestDeviceCode = job('request-device-code', {
  async call({ input, outside, signal }: { input: { proof: number }; outside: Outside; signal: AbortSignal }) {
    const answer = await outside.accounts.requestCode(signal)
    if (answer.kind === 'silent' || !outside.secrets)
      return { kind: 'silent', detail: 'detail' in answer ? answer.detail : '' } as const
    const { deviceCode, ...rest } = answer
    return { ...rest, sealed: outside.secrets.seal(deviceCode, `proof ${input.proof}`) }
  },
  async save(ctx, { proof: id }, answer) {
    const proof = await proofs.lock(ctx.db, id)
    if (!proof) return
    const message = proofMessage(id)
    if (answer.kind === 'silent') {
      ctx.log.warn('github_sign_in_silent', { detail: answer.detail })
      if (ctx.now >= proof.expires_at) {
        await proofs.end(ctx.db, proof.person_id)
        ctx.edit(proof.chat, message, say.account.notNow)
        return
      }
      ctx.edit(proof.chat, message, say.verdict.GITHUB_BUSY)
      return again(after(ctx.now, minutes(1)))
    }
    const until = after(ctx.now, seconds(answer.seconds))
    await proofs.change(ctx.db, id, { interval_seconds: answer.intervalSeconds, expires_at: until })
    ctx.edit(proof.chat, message, say.account.enterCode(code(answer.userCode), answer.address), {
      buttons: [linkButton(say.account.button.openGithub, answer.address)],
    })
    ctx.enqueue(
      pollDevice,
      { proof: id, sealed: answer.sealed },
      { at: after(ctx.now, seconds(answer.intervalSeconds)), key: message },
    )
    return
  },
})
