import { after, hours, type JobContext, minutes } from '#platform/bot.ts'
import type { Answer } from '../github/port.ts'
import { outsideOf } from '../outside.ts'
import * as tokens from '../store/github-tokens.ts'
import { say } from '../texts/index.ts'

const LONGEST_PAUSE = hours(1)
const UNAUTHORIZED_PAUSE = minutes(15)

/** What GitHub's answer means for all other questions of the token. The answer comes back with the time it really has to wait. */
export async function heedGithub<T>(ctx: JobContext, answer: Answer<T>): Promise<Answer<T>> {
  const token = outsideOf(ctx).github.tokenId
  if (answer.kind === 'silent') {
    if (answer.why === 'unauthorized') return stop(ctx, token, answer)
    if (answer.why === 'limited') return slowDown(ctx, token, answer)
    return answer
  }
  await tokens.recover(ctx.db, token)
  return answer
}

/** A limit without an end lasts twice as long each time. */
async function slowDown<T>(ctx: JobContext, token: string, answer: Answer<T> & { kind: 'silent' }): Promise<Answer<T>> {
  const { strikes } = await tokens.of(ctx.db, token, ctx.now)
  const named = answer.wait ?? minutes(1)
  const wait = answer.vague ? Math.min(named * 2 ** Math.min(strikes, 10), LONGEST_PAUSE) : named
  await tokens.pause(ctx.db, token, after(ctx.now, wait), answer.vague ? { strikes: strikes + 1 } : {})
  return { ...answer, wait }
}

/** The token is not accepted: nothing is asked for a while, and the superadmins hear of it once. */
async function stop<T>(ctx: JobContext, token: string, answer: Answer<T> & { kind: 'silent' }): Promise<Answer<T>> {
  const { alarmed_at } = await tokens.of(ctx.db, token, ctx.now)
  const until = after(ctx.now, UNAUTHORIZED_PAUSE)
  await tokens.pause(ctx.db, token, until, alarmed_at ? {} : { alarmed_at: ctx.now })
  if (!alarmed_at) {
    ctx.audit('github_unauthorized')
    for (const superadmin of await ctx.holders(NOBODY)) ctx.send(superadmin, say.github.unauthorized)
  }
  return { ...answer, wait: UNAUTHORIZED_PAUSE }
}

/** A role that nobody can have: its holders are the superadmins alone. */
const NOBODY = ''
