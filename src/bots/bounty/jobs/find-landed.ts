import { after, again, button, fmt, type JobContext, job, join, minutes, type Reading } from '#platform/bot.ts'
import { aboutSubmission } from '../cards.ts'
import { quoted } from '../clean.ts'
import type { Answer, Commit, CommitSearch, Silent } from '../github/port.ts'
import { AT_ONCE, turnedAway } from '../github/turns.ts'
import { LANDED_SHOWN, landedLines } from '../landed.ts'
import { heedGithub } from '../moves/heed-github.ts'
import type { Outside } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import { TAKE_GRACE } from '../rules.ts'
import * as accounts from '../store/accounts.ts'
import * as assignments from '../store/assignments.ts'
import type { Account, Assignment } from '../store/tables.ts'
import * as tasks from '../store/tasks.ts'
import { say } from '../texts/index.ts'

type Input = { assignment: number; submission: number }

const MOST_BRANCHES = 3

/** Looks for the claimant's own commits on the task's branches: evidence for a person, never a verdict. */
export const findLanded = job('find-landed', {
  async read({ db, input, outside, now }: Reading<Input, Outside>): Promise<Wanted | undefined> {
    const assignment = await assignments.find(db, input.assignment)
    const account = assignment && (await accounts.of(db, assignment.user_id))
    const task = assignment && (await tasks.find(db, assignment.task_id))
    const [owner, repo] = task?.repo_name.split('/') ?? []
    if (!isStillReviewed(assignment, input) || !account || !task || !owner || !repo) return undefined
    const away = await turnedAway({ db, outside, now }, `landed ${assignmentRef(assignment.id)}`, AT_ONCE)
    const branches = task.branches.split(' ').slice(0, MOST_BRANCHES)
    const since = after(assignment.taken_at, -TAKE_GRACE)
    return {
      away,
      account,
      searches: branches.map((branch) => ({ owner, repo, branch, since, author: account.login })),
    }
  },
  async call({ read, outside, signal }): Promise<Found | undefined> {
    if (!read) return undefined
    const { account, searches } = read
    const commits: Commit[] = []
    for (const search of searches) {
      const answer = read.away ?? (await outside.github.commitsSince(search, signal))
      if (answer.kind === 'silent') return { account, searches, answer }
      if (answer.kind === 'found') commits.push(...answer.value.commits)
    }
    return { account, searches, answer: { kind: 'found', value: commits } }
  },
  async save(ctx, input, found) {
    if (!found) return
    const assignment = await assignments.lock(ctx.db, input.assignment)
    const answer = await heedGithub(ctx, found.answer)
    if (!isStillReviewed(assignment, input)) return
    if (answer.kind === 'silent') return again(after(ctx.now, answer.wait ?? minutes(5)))
    await show(ctx, assignment, found, answer.kind === 'found' ? answer.value : [])
  },
})

interface Wanted {
  readonly away: Silent | undefined
  readonly account: Account
  readonly searches: readonly CommitSearch[]
}

interface Found {
  readonly account: Account
  readonly searches: readonly CommitSearch[]
  readonly answer: Answer<Commit[]>
}

const isStillReviewed = (assignment: Assignment | undefined, { submission }: Input): assignment is Assignment =>
  assignment?.status === 'review' && assignment.submission === submission && assignment.landed !== null

async function show(ctx: JobContext, assignment: Assignment, { account, searches }: Found, commits: readonly Commit[]) {
  const theirs = commits.filter(({ author }) => author?.id === account.github_id)
  const shown = theirs
    .slice(0, LANDED_SHOWN)
    .map(({ sha, commit }) => ({ sha, title: quoted(commit.message.split('\n')[0] ?? '') }))
  const landed = JSON.stringify(shown)
  await assignments.change(ctx.db, assignment.id, { landed })
  const own = assignmentRef(assignment.id)
  const branches = searches.map(({ branch }) => branch).join(', ')
  const card =
    theirs.length === 0
      ? say.github.landed.none(own, account.login, branches)
      : fmt`${say.github.landed.found(own, account.login, branches, theirs.length)}\n${join(landedLines(landed), '\n')}`
  for (const admin of await ctx.holders('admin')) {
    ctx.send(admin, card, { buttons: [button(say.button.review(own), 'review', assignment.id)] })
  }
  ctx.send(assignment.chat, aboutSubmission(assignment, say.github.landed.told(theirs.length)))
}
