import { after, again, button, job, join, minutes, type Phrase, type Reading, type SendOptions } from '#platform/bot.ts'
import { ageMessage } from '../cards.ts'
import { AT_ONCE, turnedAway } from '../github/turns.ts'
import { heedGithub } from '../moves/heed-github.ts'
import { tooNew } from '../moves/too-new.ts'
import type { Outside } from '../outside.ts'
import { taskRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'

type Input = { person: number; chat: number; githubId: number; login: string; task: number | null }

/** Asks GitHub how old the account is of somebody who wants to take a task, and offers the task again. */
export const lookAtAge = job('look-at-age', {
  read: ({ db, input, outside, now }: Reading<Input, Outside>) =>
    turnedAway({ db, outside, now }, `age ${input.person}`, AT_ONCE),
  call: async ({ input, read, outside, signal }) => read ?? outside.accounts.getAccount(input.githubId, signal),
  async save(ctx, { person, chat, githubId, login, task }, given) {
    const answer = await heedGithub(ctx, given)
    const tell = (sentence: Phrase, options: SendOptions = {}) => ctx.edit(chat, ageMessage(person), sentence, options)
    if (answer.kind === 'silent') {
      ctx.log.warn('github_silent', { why: answer.why, detail: answer.detail })
      const next = after(ctx.now, answer.wait ?? minutes(1))
      tell(join([say.verdict.GITHUB_BUSY, say.verdict.nextCheck(moment(next, ctx.now))], ' '))
      return again(next)
    }
    const linkAnew = { buttons: [button(say.button.link, 'link')] }
    if (answer.kind === 'missing') return tell(say.people.age.gone(login), linkAnew)
    const account = await accounts.lock(ctx.db, person)
    // Another account was linked meanwhile.
    if (account?.github_id !== githubId) return
    const createdAt = new Date(answer.value.created_at)
    await accounts.date(ctx.db, person, createdAt)
    const young = await tooNew(ctx, { ...account, github_created_at: createdAt })
    if (young && young !== 'unknown') return tell(young, linkAnew)
    const take =
      task === null ? button(say.button.tasks, 'tasks', 0, 0) : button(say.button.take(taskRef(task)), 'take', task)
    tell(say.people.age.known, { buttons: [take] })
  },
})
