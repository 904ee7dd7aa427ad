import { type Finding, job, join, type Phrase } from '#platform/bot.ts'
import { say } from '../texts/index.ts'

const MOST = 10

/** Recomputes the chain of the audit log, which may take seconds, and tells the admin who asked. */
export const verifyAudit = job('verify-audit', async (ctx, { chat }: { chat: number }) => {
  const { rows, head, findings } = await ctx.verifyAudit()
  const told =
    findings.length === 0
      ? say.audit.verify.whole(String(rows), `${head.seq}:${head.hash}`)
      : join(
          [
            say.audit.verify.broken(String(findings.length)),
            ...findings.slice(0, MOST).map(lineOf),
            ...(findings.length > MOST ? [say.audit.verify.more] : []),
          ],
          '\n',
        )
  ctx.edit(chat, 'audit-verify', told)
})

function lineOf({ fault, seq, count }: Finding): Phrase {
  const { verify } = say.audit
  switch (fault) {
    case 'edited':
      return verify.edited(String(seq))
    case 'missing':
      return verify.missing(String(seq), String(count))
    case 'cut off':
    case 'another chain':
      return verify['cut off'](String(seq))
    case 'unchained':
      return verify.unchained(String(count))
  }
}
