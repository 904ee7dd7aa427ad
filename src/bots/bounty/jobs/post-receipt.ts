import { after, again, type JobContext, job, minutes, type Reading, seconds } from '#platform/bot.ts'
import type { Commented } from '../github/port.ts'
import { IN_TURN, turnedAway } from '../github/turns.ts'
import { posted, refused } from '../moves/end-receipt.ts'
import { heedGithub } from '../moves/heed-github.ts'
import type { Outside } from '../outside.ts'
import { assignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import * as receipts from '../store/public-receipts.ts'
import { publishReceipt } from './by-name.ts'

type Input = { assignment: number; owner: string; repo: string; number: number; body: string; at: string }

/** GitHub shows a new comment to whoever asks for the list a little later. */
const LOOK_AFTER = minutes(1)
const DOUBT: Commented = { kind: 'doubt', why: 'the process ended while it was being written' }

/** Writes one comment, once. When the process ends in the middle nobody writes it again: it is looked for. */
export const postReceipt = job('post-receipt', {
  read: ({ db, input, outside, now }: Reading<Input, Outside>) =>
    turnedAway({ db, outside, now }, `comment ${assignmentRef(input.assignment)}`, IN_TURN),
  async call({ input, read, outside, attempt, signal }): Promise<Commented> {
    if (attempt > 1) return DOUBT
    if (read) return { kind: 'later', answer: read }
    return outside.github.comments.write(input.owner, input.repo, input.number, input.body, signal)
  },
  async save(ctx, { assignment: id }, outcome) {
    const assignment = await assignments.lock(ctx.db, id)
    const receipt = await receipts.lock(ctx.db, id)
    if (!assignment || receipt?.state !== 'posting') return
    switch (outcome.kind) {
      case 'written':
        return posted(ctx, assignment, outcome.id)
      case 'refused':
        return refused(ctx, assignment)
      case 'later': {
        const { wait = seconds(60) } = (await heedGithub(ctx, outcome.answer)) as { wait?: number }
        return again(after(ctx.now, wait))
      }
      case 'doubt':
        return look(ctx, id)
    }
  },
  async dead(ctx, { assignment: id }) {
    look(ctx, id)
  },
})

function look(ctx: JobContext, id: number) {
  ctx.enqueue(publishReceipt, { assignment: id }, { key: assignmentRef(id), at: after(ctx.now, LOOK_AFTER) })
}
