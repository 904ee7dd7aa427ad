import { button, type Context, Refusal } from '#platform/bot.ts'
import { submit as submitDialog } from '../dialogs/submit.ts'
import { refsOf } from '../moves/own.ts'
import { submitPullRequest, submittable } from '../moves/submit-pull-request.ts'
import { type AddressFault, parsePullRequestUrl } from '../pull-request-url.ts'
import { assignmentRef, parseAssignmentRef } from '../refs.ts'
import * as assignments from '../store/assignments.ts'
import type { Assignment } from '../store/tables.ts'
import { say } from '../texts/index.ts'

/** `/submit A42 URL`; what is left out is asked for. */
export async function submit(ctx: Context) {
  const [first = '', ...rest] = ctx.args.split(/\s+/)
  if (first === '') return pick(ctx)
  const id = parseAssignmentRef(first)
  if (id === undefined) return submitBare(ctx, ctx.args)
  if (rest.length === 0) return submitFor(ctx, id)
  await submittable(ctx, id)
  return submitPullRequest(ctx, id, addressIn(rest.join(' ')))
}

/** Asks for the address of one assignment's pull request. */
export async function submitFor(ctx: Context, id: number) {
  await submittable(ctx, id)
  ctx.begin(submitDialog, { assignment: id })
}

/** `/submit` alone: the only candidate, or a choice. */
async function pick(ctx: Context) {
  const open = await candidates(ctx)
  if (open.length === 1) return submitFor(ctx, open[0]!.id)
  ctx.reply(say.submit.which, {
    buttons: open.map(({ id }) => button(say.button.submit(assignmentRef(id)), 'submit', id)),
  })
}

/** `/submit URL` says which assignment only when there is one. */
async function submitBare(ctx: Context, text: string) {
  const address = parsePullRequestUrl(text)
  if (typeof address === 'string' && !text.includes('/')) throw new Refusal(say.submit.usage)
  const read = addressIn(text)
  const open = await candidates(ctx)
  if (open.length > 1) throw new Refusal(say.submit.whichOf(refsOf(open)))
  return submitPullRequest(ctx, open[0]!.id, read)
}

async function candidates(ctx: Context): Promise<Assignment[]> {
  const open = (await assignments.heldBy(ctx.db, ctx.person.id)).filter(({ status }) => status !== 'review')
  if (open.length > 0) return open
  throw new Refusal(say.submit.nothing, { buttons: [button(say.button.tasks, 'tasks', 0, 0)] })
}

function addressIn(text: string) {
  const address = parsePullRequestUrl(text)
  if (typeof address === 'string') throw new Refusal(faultSentence(address))
  return address
}

export const faultSentence = (fault: AddressFault) => say.submit.notPullRequest(say.submit.fault[fault])
