import type { JobContext, Person } from '#platform/bot.ts'
import * as ledger from './ledger.ts'
import { holdFor } from './moves/hold-for.ts'
import { post } from './moves/post.ts'
import type { NewTask } from './store/tables.ts'
import * as tasks from './store/tasks.ts'

/** PyGithub/PyGithub, whose recorded pull requests the simulated GitHub serves. */
const REPOSITORY = { repo_id: 3_544_490, repo_name: 'PyGithub/PyGithub', branches: 'master' }

const BUDGET = 10_000_00

/** Three tasks to try in the simulator: one that is paid at once, one that waits for its merge, one that a person must review. */
export async function demo(ctx: JobContext, host: Person): Promise<void> {
  if ((await tasks.free(ctx.db, { words: '', leastCents: 0 }, 1)).length > 0) return
  if (await tasks.find(ctx.db, 1)) return
  await post(ctx, ledger.fund({ cents: BUDGET, currency: 'USD' }), 'demo')
  for (const task of TASKS) {
    const published = await tasks.add(ctx.db, {
      ...REPOSITORY,
      ...task,
      status: 'open',
      hours: 5 * 24,
      created_by: host.id,
      created_at: ctx.now,
      published_at: ctx.now,
    })
    await holdFor(ctx, published)
  }
}

const TASKS: readonly Pick<NewTask, 'title' | 'text' | 'reward_cents' | 'slots'>[] = [
  {
    title: 'Support pull request reviews',
    text: 'Try it: link the GitHub login allevin, take this task, and submit https://github.com/PyGithub/PyGithub/pull/538 — merged by a maintainer, so it is paid.',
    reward_cents: 10_000,
    slots: 3,
  },
  {
    title: 'Document the retry option',
    text: 'Try it: link simulated-writer, take this task, submit https://github.com/PyGithub/PyGithub/pull/9001 — it is open, so the bot waits. Press "Merge it" under GitHub on the right, then "Check now".',
    reward_cents: 4_500,
    slots: 1,
  },
  {
    title: 'Delete workflow runs',
    text: 'Try it: link s-t-e-v-e-n-k, take this task, submit https://github.com/PyGithub/PyGithub/pull/2078 — its author merged it himself, so Olena has to look: /queue.',
    reward_cents: 7_500,
    slots: 1,
  },
]
