import { after, days, job } from '#platform/bot.ts'
import * as answers from '../store/github-answers.ts'
import * as turns from '../store/github-turns.ts'

/** What was kept of GitHub's answers goes when nobody has asked for a week. */
export const forgetAnswers = job('forget-answers', async (ctx) => {
  await answers.forget(ctx.db, after(ctx.now, days(-7)))
  await turns.forget(ctx.db, after(ctx.now, days(-1)))
})
