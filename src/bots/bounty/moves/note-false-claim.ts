import { button, type JobContext, join } from '#platform/bot.ts'
import { takesWereBlocked } from '../events.ts'
import type { Pull } from '../github/port.ts'
import { outsideOf } from '../outside.ts'
import { assignmentRef, taskRef } from '../refs.ts'
import * as accounts from '../store/accounts.ts'
import * as falseClaims from '../store/false-claims.ts'
import { chatOf } from '../store/people.ts'
import type { Assignment, FalseClaim } from '../store/tables.ts'
import { say } from '../texts/index.ts'
import { moment } from '../when.ts'
import { takesBlocked } from './takes-blocked.ts'
import { tellAdmins } from './tell-admins.ts'

/** Somebody submitted the pull request of another: its author hears of it, and from the third on takes are blocked. */
export async function noteFalseClaim(ctx: JobContext, assignment: Assignment, pull: Pull) {
  if (!pull.user) return
  const { id, user_id, submission, chat } = assignment
  await accounts.lock(ctx.db, user_id)
  const before = await takesBlocked(ctx, user_id)
  const claim = await falseClaims.add(ctx.db, {
    person_id: user_id,
    assignment_id: id,
    submission,
    pull: `${pull.base.repo.full_name}#${pull.number}`,
    author_login: pull.user.login,
    at: ctx.now,
  })
  await tellAuthor(ctx, pull.user.id, claim, assignment)
  const { until, claims } = await takesBlocked(ctx, user_id)
  if (!until) return
  ctx.send(chat, say.people.claims.blockedNow(claims.length, moment(until, ctx.now), assignmentRef(id)))
  if (!before.until) await tellBlocked(ctx, user_id, claims, until)
}

/** The admins hear of it once, with what it rests on. */
async function tellBlocked(ctx: JobContext, person: number, claims: readonly FalseClaim[], until: Date) {
  takesWereBlocked(ctx, person, claims, until)
  const name = (await ctx.someone(person))?.name ?? '—'
  const rows = claims.map((one) =>
    say.people.claims.evidence(
      assignmentRef(one.assignment_id),
      one.pull,
      one.author_login,
      one.at.toISOString().slice(0, 10),
    ),
  )
  await tellAdmins(ctx, join([say.people.claims.forAdmins(name, person, moment(until, ctx.now)), ...rows], '\n'))
}

/** Not who it was: that is between them and the admins. A login that was only stated may be anybody's. */
async function tellAuthor(ctx: JobContext, githubId: number, { pull }: FalseClaim, { task_id, user_id }: Assignment) {
  const account = await accounts.withGithubId(ctx.db, githubId)
  if (!account || account.person_id === user_id) return
  if (!account.proven_at && !outsideOf(ctx).linkUnproven) return
  const chat = await chatOf(ctx.db, account.person_id)
  if (chat === undefined) return
  const task = taskRef(task_id)
  ctx.send(chat, say.people.claims.yours(pull, task), {
    buttons: [button(say.button.details(task), 'details', task_id)],
  })
}
