import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bench } from '#testing/workbench.ts'
import bounty from './bot.ts'
import { houseOn } from './stories/money/house.ts'
import { begin, outsideWith, START } from './stories/takes/begin.ts'
import { githubModel } from './stories/takes/github.ts'
import { obey } from './stories/takes/obey.ts'
import { story } from './stories/takes/story.ts'
import { watchOver } from './stories/takes/watch.ts'

// Random people, admins and answers of GitHub, from the take to the approval: slots, pull requests and approvals are
// counted right whatever happens. WORK_RUNS, MONEY_SEED and MONEY_SHRINK as in money-model.test.ts.

const RUNS = Number(process.env.WORK_RUNS ?? 20)
const MANY = 300
const SEED = Number(process.env.MONEY_SEED ?? Math.floor(Math.random() * 2 ** 31))

const EVERYWHERE = [
  ...['expired', 'waiting_merge', 'review', 'approved', 'dropped', 'cancelled'],
  ...['banned at work', 'banned and owed', 'merged by its author'],
]

test(
  `no slot, no pull request and no approval counts twice (${RUNS} runs, MONEY_SEED=${SEED})`,
  async () => {
    const { run } = await bench(bounty)
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(story, async (given) => {
        const clock = { now: START }
        const github = githubModel(START, given.pulls)
        await run(outsideWith(github), async (desk) => {
          const house = houseOn(desk, outsideWith(github), clock)
          const over = watchOver(desk, github, () => clock.now)
          await begin(desk, house.act, given)
          for (const one of given.commands) {
            await obey(house, github, one)
            await over.watch()
          }
          await over.end()
          for (const status of over.seen) seen.add(status)
        })
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: process.env.MONEY_SHRINK === 'off', includeErrorInReport: true },
    )
    // Runs that never get anywhere prove nothing; that each of them gets everywhere is not to be asked of a few.
    if (RUNS < MANY) expect(['review', 'approved'].filter((status) => seen.has(status))).not.toEqual([])
    else for (const status of EVERYWHERE) expect(seen).toContain(status)
  },
  RUNS * 5_000 + 60_000,
)
