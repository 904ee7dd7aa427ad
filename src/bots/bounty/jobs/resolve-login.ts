import { after, again, button, type JobContext, job, join, minutes, type Phrase, type Reading } from '#platform/bot.ts'
import { accountLinked } from '../events.ts'
import type { User } from '../github/port.ts'
import { AT_ONCE, turnedAway } from '../github/turns.ts'
import { heedGithub } from '../moves/heed-github.ts'
import type { Outside } from '../outside.ts'
import { isBot } from '../rules.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

type Input = { person: number; chat: number; login: string }

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
    const refusal = refusalOf(answer.value) ?? (await link(ctx, input.person, answer.value))
    if (refusal) return tell(refusal, { buttons: [button(say.button.link, 'link')] })
    tell(say.link.linked(answer.value.login, answer.value.id), { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
  },
})

function refusalOf(user: User): Phrase | undefined {
  if (isBot(user)) return say.link.isBot(user.login)
  if (user.type === 'Organization') return say.link.isOrganization(user.login)
  return user.type === 'User' ? undefined : say.link.otherwise(user.login)
}

async function link(ctx: JobContext, person: number, user: User): Promise<Phrase | undefined> {
  const before = await accounts.lock(ctx.db, person)
  if (before && before.github_id !== user.id && (await assignments.heldBy(ctx.db, person)).length > 0) {
    return say.link.busy(before.login)
  }
  const linked = { person_id: person, github_id: user.id, login: user.login, linked_at: ctx.now }
  if (!(await accounts.link(ctx.db, linked))) return say.link.taken(user.login)
  accountLinked(ctx, person, user.id, user.login)
  return undefined
}
