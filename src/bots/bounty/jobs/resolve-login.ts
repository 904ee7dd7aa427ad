import { after, again, button, job, join, minutes, type Phrase, type Reading } from '#platform/bot.ts'
import { AT_ONCE, turnedAway } from '../github/turns.ts'
import { money } from '../money.ts'
import { heedGithub } from '../moves/heed-github.ts'
import { linkAccount } from '../moves/link-account.ts'
import { tellRelinked } from '../moves/tell-relinked.ts'
import { type Outside, outsideOf } from '../outside.ts'
import * as accounts from '../store/accounts.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

type Input = { person: number; chat: number; login: string; proof?: 'stated' | 'admin' }

/** Finds the numeric id behind a login. The id is what counts from then on: logins are renamed and reused. */
export const resolveLogin = job('resolve-login', {
  read: ({ db, input, outside, now }: Reading<Input, Outside>) =>
    turnedAway({ db, outside, now }, `login ${input.person}`, AT_ONCE),
  call: async ({ input, read, outside, signal }) => read ?? outside.github.getUser(input.login, signal),
  async save(ctx, input, given) {
    const answer = await heedGithub(ctx, given)
    const tell = (sentence: Phrase, options = {}) =>
      ctx.edit(input.chat, `link-${input.login.toLowerCase()}`, sentence, options)
    if (answer.kind === 'silent') {
      ctx.log.warn('github_silent', { why: answer.why, detail: answer.detail })
      const next = after(ctx.now, answer.wait ?? minutes(1))
      tell(join([say.verdict.GITHUB_BUSY, say.verdict.nextCheck(moment(next, ctx.now))], ' '))
      return again(next)
    }
    if (answer.kind === 'missing')
      return tell(say.link.notFound(input.login), { buttons: [button(say.button.link, 'link')] })
    const { login, id } = answer.value
    const before = await accounts.of(ctx.db, input.person)
    const refusal = await linkAccount(ctx, input.person, answer.value, input.proof ?? 'stated')
    if (refusal) return tell(refusal, { buttons: [button(say.button.link, 'link')] })
    if (input.proof === 'admin') {
      if (before) await tellRelinked(ctx, before, login)
      return tell(say.account.relinked(input.person, login))
    }
    const { linkUnproven, codeMost } = outsideOf(ctx)
    const account = await accounts.of(ctx.db, input.person)
    if (linkUnproven || account?.proven_at) {
      return tell(say.link.linked(login, id), { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
    }
    tell(say.account.stated(login, money(codeMost, 'USD')), { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
  },
})
